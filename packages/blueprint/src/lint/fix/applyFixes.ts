import { lintManifests } from '../lintManifests';
import type { LintFile, LintInput } from '../model/LintFile';
import type { LintFinding } from '../model/LintFinding';
import type { LintOptions } from '../model/LintOptions';
import type { LintResult } from '../model/LintResult';
import type { TextEdit } from '../model/TextEdit';

/**
 * A file that fixes changed.
 * @public
 */
export interface FixedFile {
  path: string;
  /** The whole new text. */
  text: string;
}

/**
 * What fixing did.
 * @public
 */
export interface FixResult {
  /** Only files that changed. */
  files: FixedFile[];
  /** Findings that are gone. */
  fixed: LintFinding[];
  /** What linting finds afterwards. */
  result: LintResult;
}

/** A file has so many findings that repairs have to end at some point. */
const MAX_ROUNDS = 20;

/**
 * Repairs what can be repaired safely. Text is edited in place, so comments and formatting stay. A repair is kept only if
 * its finding is gone afterwards, no other came, and the file can still be read; fixing again changes nothing.
 * @public
 */
export function applyFixes(
  inputs: readonly LintInput[],
  options: LintOptions = {},
): FixResult {
  let current = [...inputs];
  let result = lintManifests(current, options);
  const fixed: LintFinding[] = [];
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = result.findings.filter(
      finding => finding.edits !== undefined && !refused.has(idOf(finding)),
    );
    if (wanted.length === 0) break;
    const together = attempt(current, withoutOverlap(wanted), result, options);
    if (together) {
      fixed.push(...together.fixed);
      current = together.inputs;
      result = together.result;
      continue;
    }
    // One of them is not safe here: each by itself.
    for (const finding of wanted) {
      const single = result.findings.find(
        ({ rule, file, message, edits }) =>
          rule === finding.rule &&
          file === finding.file &&
          message === finding.message &&
          edits !== undefined,
      );
      if (!single) continue;
      const alone = attempt(current, [single], result, options);
      if (!alone) {
        refused.add(idOf(single));
        continue;
      }
      fixed.push(single);
      current = alone.inputs;
      result = alone.result;
    }
  }
  const before = new Map(
    inputs.flatMap(input =>
      'path' in input ? [[input.path, input.text] as const] : [],
    ),
  );
  const files = current.flatMap(input =>
    'path' in input && before.get(input.path) !== input.text
      ? [{ path: input.path, text: input.text }]
      : [],
  );
  return { files, fixed, result };
}

/** Makes the changes of some findings; `undefined` if they don't do exactly what they should. */
function attempt(
  inputs: LintInput[],
  findings: LintFinding[],
  before: LintResult,
  options: LintOptions,
):
  | { inputs: LintInput[]; result: LintResult; fixed: LintFinding[] }
  | undefined {
  if (findings.length === 0) return undefined;
  const edits = findings.flatMap(finding => finding.edits ?? []);
  const changed = inputs.map(input =>
    'path' in input ? withEdits(input, edits) : input,
  );
  // YAML forgives what JSON does not: a comma too many, a word without quotes.
  if (inputs.some((input, index) => isJson(input) && !isJson(changed[index])))
    return undefined;
  const result = lintManifests(changed, options);
  const counts = countsOf(before.findings);
  const after = countsOf(result.findings);
  const gone = countsOf(findings);
  for (const [id, count] of after)
    if (count > (counts.get(id) ?? 0) - (gone.get(id) ?? 0)) return undefined;
  if (result.errors.length > before.errors.length) return undefined;
  if (result.suppressed.length !== before.suppressed.length) return undefined;
  if (result.counts.objects !== before.counts.objects) return undefined;
  return { inputs: changed, result, fixed: findings };
}

function isJson(input: LintInput): boolean {
  if (!('path' in input) || !/^\uFEFF?\s*[{[]/.test(input.text)) return false;
  try {
    JSON.parse(input.text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

function withEdits(file: LintFile, edits: TextEdit[]): LintFile {
  const own = edits
    .filter(edit => edit.file === file.path)
    .sort((one, other) => other.start - one.start);
  let { text } = file;
  for (const { start, end, text: replacement } of own)
    text = text.slice(0, start) + replacement + text.slice(end);
  return text === file.text ? file : { ...file, text };
}

function withoutOverlap(findings: LintFinding[]): LintFinding[] {
  const taken: TextEdit[] = [];
  return findings.filter(({ edits = [] }) => {
    const free = edits.every(edit =>
      taken.every(
        other =>
          other.file !== edit.file ||
          edit.end <= other.start ||
          edit.start >= other.end,
      ),
    );
    if (free) taken.push(...edits);
    return free;
  });
}

/** Lines move when others go, so a finding is known by what it says. */
function idOf({ rule, file, object, message }: LintFinding): string {
  return [rule, file, object, message].join('\0');
}

function countsOf(findings: LintFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const id = idOf(finding);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
