import type { LintFinding } from './model/LintFinding';
import type { LintInput } from './model/LintFile';
import type { ManifestObject } from './objects/ManifestObject';
import { fieldsOf, textOf } from './source/Fields';

/** The annotation that silences rules on an object: ids, with commas between. */
export const IGNORE_ANNOTATION = 'lakehouse-portal.io/lint-ignore';

/** What people have silenced: rules on an object by annotation, rules on a line by a comment before it or at its end. */
export class Suppressions {
  readonly #lines = new Map<string, Map<number, Set<string>>>();
  readonly #objects = new Map<ManifestObject, Set<string>>();

  constructor(inputs: readonly LintInput[], objects: ManifestObject[]) {
    for (const input of inputs)
      if ('path' in input && input.text.includes('lakehouse-lint-ignore'))
        this.#lines.set(input.path, commentsOf(input.text));
    for (const object of objects) {
      const metadata = fieldsOf(object.value.metadata);
      const value = textOf(fieldsOf(metadata.annotations)[IGNORE_ANNOTATION]);
      if (value !== undefined) this.#objects.set(object, idsOf(value));
    }
  }

  /** Whether a finding is silenced. */
  silences(finding: LintFinding, object: ManifestObject | undefined): boolean {
    for (const annotated of [object, object?.holder])
      if (annotated && this.#objects.get(annotated)?.has(finding.rule))
        return true;
    return (
      finding.line !== undefined &&
      (this.#lines.get(finding.file)?.get(finding.line)?.has(finding.rule) ??
        false)
    );
  }
}

function commentsOf(text: string): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const match = /(^|\s)[#!]\s*lakehouse-lint-ignore:?\s+([\w ,-]+)/.exec(
      line,
    );
    if (!match) continue;
    let target = index + 1;
    // A comment by itself is meant for the next line that is none.
    if (line.slice(0, match.index).trim() === '') {
      target++;
      while (/^\s*(#|$)/.test(lines[target - 1] ?? 'x')) target++;
    }
    const ids = found.get(target) ?? new Set();
    for (const id of idsOf(match[2])) ids.add(id);
    found.set(target, ids);
  }
  return found;
}

function idsOf(text: string): Set<string> {
  return new Set(text.split(/[\s,]+/).filter(id => id !== ''));
}
