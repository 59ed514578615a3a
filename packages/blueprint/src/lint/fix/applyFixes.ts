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
    // Where one of them is not safe, the others are found by halves.
    const groups = [wanted];
    for (let group = groups.pop(); group; group = groups.pop()) {
      const findings = withoutOverlap(asTheyAreNow(group, result.findings));
      if (findings.length === 0) continue;
      const done = attempt(current, findings, result, options);
      if (done) {
        fixed.push(...done.fixed);
        current = done.inputs;
        result = done.result;
      } else if (group.length === 1) refused.add(idOf(group[0]));
      else {
        const half = group.length >> 1;
        groups.push(group.slice(half), group.slice(0, half));
      }
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

/** The same findings where they stand after other repairs; those that went with these are left out. */
function asTheyAreNow(
  findings: LintFinding[],
  current: LintFinding[],
): LintFinding[] {
  const ids = countsOf(findings);
  return current.filter(finding => {
    const id = idOf(finding);
    const count = finding.edits === undefined ? 0 : ids.get(id) ?? 0;
    if (count > 0) ids.set(id, count - 1);
    return count > 0;
  });
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
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits
    .filter(edit => edit.file === file.path)
    .sort((one, other) => one.start - other.start)) {
    parts.push(file.text.slice(at, start), text);
    at = end;
  }
  const text = parts.join('') + file.text.slice(at);
  return text === file.text ? file : { ...file, text };
}

/** The first findings whose edits do not touch those of one before. */
function withoutOverlap(findings: LintFinding[]): LintFinding[] {
  const taken = new Map<string, TextEdit[]>();
  return findings.filter(({ edits = [] }) => {
    if (!edits.every(edit => isFree(taken.get(edit.file) ?? [], edit)))
      return false;
    for (const edit of edits) {
      const list = taken.get(edit.file) ?? [];
      list.splice(indexIn(list, edit.start), 0, edit);
      taken.set(edit.file, list);
    }
    return true;
  });
}

/** Whether an edit touches none of those of its file, which are sorted and touch none of each other. */
function isFree(taken: TextEdit[], { start, end }: TextEdit): boolean {
  const index = indexIn(taken, start);
  return (
    (taken.at(index)?.start ?? end) >= end &&
    (index === 0 || taken[index - 1].end <= start)
  );
}

/** Of the first that begins there or later. */
function indexIn(taken: TextEdit[], start: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (taken[middle].start < start) low = middle + 1;
    else high = middle;
  }
  return low;
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
