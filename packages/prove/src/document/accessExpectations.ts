import type { AccessSpec, Lakehouse } from '@lakehouse-portal/blueprint';
import type { AccessExpectation, SampleColumn } from '../model';

/** A name that no document can have for a user: rules are for people who are named. */
const STRANGER = 'lakehouse-portal-stranger';

/**
 * What the access rules of a document promise, for one user of each group: who sees masks, who is refused, and that a table
 * that no rule names is neither open to everybody nor shut for those who may read its layer.
 */
export function accessExpectations({
  access,
  layers,
}: Lakehouse): AccessExpectation[] {
  if (!access) return [];
  const [first] = layers;
  return [
    ...representatives(access).flatMap(({ user, groups }) => [
      ...layers.flatMap(({ name }) => ofLayer(access, user, groups, name)),
      ...ofColumns(access, user, groups),
    ]),
    { user: STRANGER, schema: first.name, expectation: 'refused' },
  ];
}

/** One user of each combination of groups. */
function representatives({ groups = {}, admins }: AccessSpec) {
  const byUser = new Map<string, string[]>();
  for (const [group, users] of Object.entries(groups))
    for (const user of users)
      if (!admins.includes(user))
        byUser.set(user, [...(byUser.get(user) ?? []), group]);
  const seen = new Map<string, { user: string; groups: string[] }>();
  for (const [user, of] of byUser) {
    const key = [...of].sort().join(',');
    if (!seen.has(key)) seen.set(key, { user, groups: of });
  }
  return [...seen.values()];
}

function ofLayer(
  access: AccessSpec,
  user: string,
  groups: string[],
  schema: string,
): AccessExpectation[] {
  const rights = grantsOf(access, groups, schema);
  if (rights.length === 0)
    return [{ user, groups, schema, expectation: 'refused' }];
  return [
    { user, groups, schema, expectation: 'visible' },
    {
      ...{ user, groups, schema },
      expectation: rights.some(({ may }) => may !== 'read')
        ? 'writable'
        : 'not-writable',
    },
  ];
}

function ofColumns(
  access: AccessSpec,
  user: string,
  groups: string[],
): AccessExpectation[] {
  return (access.columns ?? []).flatMap(rule => {
    const { layer, table, column, mask, except = [] } = rule;
    const readers = grantsOf(access, groups, layer);
    // What a user may not read at all is a promise of the layer; what a filter leaves of a row can't be said here.
    if (readers.length === 0 || isFiltered(access, readers, layer, table))
      return [];
    const hidden = mask === undefined ? 'refused' : 'masked';
    return [
      {
        ...{ user, groups, schema: layer, table, column },
        otherColumns: otherColumns(access, layer, table, column),
        expectation: except.some(group => groups.includes(group))
          ? ('visible' as const)
          : (hidden as 'masked' | 'refused'),
      },
    ];
  });
}

function grantsOf(
  { grants = [] }: AccessSpec,
  groups: string[],
  layer: string,
) {
  return grants.filter(
    ({ group, layers }) => groups.includes(group) && layers.includes(layer),
  );
}

function isFiltered(
  { rows = [] }: AccessSpec,
  readers: { group: string }[],
  layer: string,
  table: string,
): boolean {
  return readers.every(({ group }) =>
    rows.some(
      row => row.layer === layer && row.table === table && row.group === group,
    ),
  );
}

/** A rule that names a column that is not there makes the whole table unreadable. */
function otherColumns(
  { columns = [] }: AccessSpec,
  layer: string,
  table: string,
  column: string,
): SampleColumn[] {
  return columns
    .filter(
      other =>
        other.layer === layer &&
        other.table === table &&
        other.column !== column,
    )
    .map(({ column: name }) => ({ name }));
}
