import type { AccessSpec } from '../../document';

/** Trino's file of groups: `group:user,user`. */
export function groupFile({ groups = {} }: AccessSpec): string {
  return Object.entries(groups)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, users]) => `${group}:${[...new Set(users)].join(',')}\n`)
    .join('');
}
