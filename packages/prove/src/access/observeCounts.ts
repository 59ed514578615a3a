import type { Observation } from './Observation';

/** Pure: how many rows a user reads of those that there are. */
export function observeCounts(
  user: string,
  read: number,
  stored: number,
): Observation {
  if (read === 0 && stored > 0) {
    return {
      kind: 'nothing',
      detail: `${user} reads none of ${stored} rows: a row filter applies`,
    };
  }
  return read < stored
    ? { kind: 'fewer', detail: `${user} reads ${read} of ${stored} rows` }
    : { kind: 'stored', detail: `${user} reads all ${read} rows` };
}
