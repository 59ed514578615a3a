import { lintManifests } from '../lintManifests';

/** What the linter says of access rules, by the ids of its rules. */
function rulesOf(rules: object): string[] {
  return lintManifests([
    { path: 'rules.json', text: JSON.stringify(rules, null, 1) },
  ])
    .findings.map(({ rule }) => rule)
    .filter(rule => ['A3', 'A7', 'A8'].includes(rule));
}

const ADMIN = { user: 'admin', privileges: ['SELECT', 'OWNERSHIP'] };

describe('access rules that lock out', () => {
  it('are found where a section is no list, or a rule no mapping: Trino does not start', () => {
    expect(rulesOf({ catalogs: 'all' })).toEqual(['A3']);
    expect(rulesOf({ catalogs: { allow: 'all' } })).toEqual(['A3']);
    expect(rulesOf({ catalogs: [{ allow: 'all' }, 'all'] })).toEqual(['A3']);
    expect(rulesOf({ catalogs: [{ allow: 'all' }] })).toEqual([]);
  });

  it('are found where only one user is let into a catalog, and tables are open or for others too', () => {
    const catalogs = [{ user: 'ann', allow: 'all' }];
    expect(rulesOf({ catalogs })).toEqual(['A7']);
    for (const [tables, found] of [
      [[{ privileges: ['SELECT'] }], ['A7']],
      [[{ group: 'analysts', privileges: ['SELECT'] }], ['A7']],
      [[{ user: 'bob', privileges: ['SELECT'] }], ['A7']],
      [[{ user: 'ann', privileges: ['SELECT'] }], []],
      [[{ user: 'ann', privileges: ['SELECT'] }, { privileges: [] }], []],
    ] as const)
      expect(rulesOf({ catalogs, tables })).toEqual(found);
    expect(
      rulesOf({ catalogs: [...catalogs, { group: 'g', allow: 'all' }] }),
    ).toEqual([]);
    expect(
      rulesOf({ catalogs: [...catalogs, { allow: 'read-only' }] }),
    ).toEqual([]);
    expect(rulesOf({ catalogs: [...catalogs, { allow: 'none' }] })).toEqual([
      'A7',
    ]);
  });

  it('are found where only one user may run queries', () => {
    const ann = { user: 'ann', allow: ['execute', 'kill'] };
    expect(rulesOf({ queries: [ann] })).toEqual(['A7']);
    expect(rulesOf({ queries: [ann, { allow: ['view'] }] })).toEqual(['A7']);
    expect(rulesOf({ queries: [ann, { allow: ['execute'] }] })).toEqual([]);
    expect(
      rulesOf({ queries: [ann, { group: 'all', allow: ['execute'] }] }),
    ).toEqual([]);
  });
});

describe('access rules that let in by the metadata tables', () => {
  const hidden = {
    ...{ group: 'analysts', table: 'people', privileges: ['SELECT'] },
    columns: [{ name: 'iban', allow: false }],
  };
  const open = { group: 'analysts', privileges: ['SELECT'] };
  const closed = { ...open, table: 'people\\$.*', privileges: [] };

  it('are found where "t$files" of a table with a hidden column, a mask or a filter is open to the same users', () => {
    expect(rulesOf({ tables: [hidden, open, ADMIN] })).toEqual(['A8']);
    expect(rulesOf({ tables: [hidden, { privileges: ['SELECT'] }] })).toEqual([
      'A8',
    ]);
    const filtered = { ...open, table: 'people', filter: "country = 'DE'" };
    expect(rulesOf({ tables: [filtered, open] })).toEqual(['A8']);
    const masked = {
      ...open,
      table: 'people',
      columns: [{ name: 'iban', mask: "'*'" }],
    };
    expect(rulesOf({ tables: [masked, open] })).toEqual(['A8']);
  });

  it('are none where they are closed, or nothing is hidden', () => {
    expect(rulesOf({ tables: [closed, hidden, open, ADMIN] })).toEqual([]);
    expect(rulesOf({ tables: [hidden, closed, open] })).toEqual([]);
    expect(rulesOf({ tables: [hidden, ADMIN] })).toEqual([]);
    expect(
      rulesOf({ tables: [{ ...hidden, columns: [{ name: 'id' }] }, open] }),
    ).toEqual([]);
  });
});
