import type { LintFinding } from './model/LintFinding';
import type { LintInput } from './model/LintFile';
import type { LintOptions } from './model/LintOptions';
import type { LintResult } from './model/LintResult';
import type { LintRule, RuleHit } from './model/LintRule';
import { LintContext } from './LintContext';
import { readManifests } from './objects/readManifests';
import { LINT_RULES } from './rules';
import { SourcePlaces } from './source/SourcePlaces';
import { SharedPlaces } from './fix/SharedPlaces';
import { Suppressions } from './Suppressions';

/**
 * Lints manifests: Kubernetes objects (YAML, JSON, Lists), kustomizations, values of the official Trino chart, and the
 * configuration of Trino and Hive in ConfigMaps or plain files. A pure function: it reads no file, runs in a browser, and a
 * damaged input is an entry of `errors`, never an exception.
 *
 * @param inputs - files with their text, or objects as a cluster has them. Hand in what belongs together at once:
 *   references are looked for in all of it.
 * @returns findings by file and line; the same for the same input.
 * @public
 */
export function lintManifests(
  inputs: readonly LintInput[],
  options: LintOptions = {},
): LintResult {
  const places = new SourcePlaces();
  const manifests = readManifests(inputs, places);
  const context = new LintContext(manifests, options, places, inputs);
  const shared = new SharedPlaces(inputs);
  const suppressions = new Suppressions(inputs, manifests.objects);
  const result: LintResult = {
    findings: [],
    suppressed: [],
    errors: manifests.errors,
    skipped: manifests.skipped,
    counts: {
      files: manifests.fileCount,
      objects: manifests.objects.filter(({ holder }) => !holder).length,
    },
  };
  const seen = new Set<string>();
  for (const rule of LINT_RULES) {
    if (options.rules && !options.rules.includes(rule.id)) continue;
    for (const hit of rule.check(context)) {
      const finding = toFinding(rule, hit, shared);
      // Two processes that mount the same file have one defect.
      const key = `${finding.rule}\0${finding.file}\0${finding.line}\0${finding.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const target = suppressions.silences(finding, hit.object)
        ? result.suppressed
        : result.findings;
      target.push(finding);
    }
  }
  result.findings.sort(byPlace);
  result.suppressed.sort(byPlace);
  return result;
}

function toFinding(
  rule: LintRule,
  hit: RuleHit,
  shared: SharedPlaces,
): LintFinding {
  return {
    rule: rule.id,
    severity: hit.severity ?? rule.severity,
    file: hit.place.file,
    line: hit.place.line,
    object: hit.object?.label,
    message: hit.message,
    fix: hit.fix ?? rule.fix,
    edits: hit.edits?.some(edit => shared.touchedBy(edit))
      ? undefined
      : hit.edits,
  };
}

function byPlace(one: LintFinding, other: LintFinding): number {
  return (
    compare(one.file, other.file) ||
    (one.line ?? 0) - (other.line ?? 0) ||
    compare(one.rule, other.rule) ||
    compare(one.message, other.message)
  );
}

/** By code units, so that the order is the same everywhere. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
