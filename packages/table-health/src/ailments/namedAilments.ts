import type { AilmentId, TableHealth } from '../model';

/**
 * The ailments that a verdict names, in its lines and its notes, each once, costliest line first.
 * Empty for a table that is well, and for one of which nothing is known.
 * @public
 */
export function namedAilments(
  health: Pick<TableHealth, 'dimensions' | 'notes'>,
): AilmentId[] {
  const named = new Set<AilmentId>();
  for (const dimension of [...health.dimensions].sort(
    (a, b) => b.cost - a.cost,
  )) {
    for (const ailment of dimension.ailments ?? []) {
      named.add(ailment);
    }
  }
  for (const note of health.notes) {
    if (note.ailment) {
      named.add(note.ailment);
    }
  }
  return [...named];
}
