import fc from 'fast-check';
import { type AccessSpec, applyDefaults, readLakehouse } from '../../document';
import { accessRules } from './accessRules';
import type { AccessRules, Privilege, TableRule } from './RuleFile';

/**
 * Trino's file-based access control as its documentation has it, written without a look at what makes the rules: sections of
 * rules in order, the first that matches decides, patterns match as a whole, an absent pattern matches everything, no match
 * is no right.
 */
const trino = {
  matches(
    rule: { user?: string; catalog?: string; schema?: string; table?: string },
    at: { user: string; catalog: string; schema?: string; table?: string },
  ): boolean {
    return (['user', 'catalog', 'schema', 'table'] as const).every(
      part =>
        rule[part] === undefined ||
        new RegExp(`^(?:${rule[part]})$`, 's').test(at[part] ?? ''),
    );
  },
  catalog(rules: AccessRules, user: string, catalog: string): string {
    return (
      rules.catalogs!.find(rule => trino.matches(rule, { user, catalog }))
        ?.allow ??
      // The last rule, that Trino adds itself; tables of it have to be named all the same.
      (catalog === 'system' ? 'all' : 'none')
    );
  },
  table(
    rules: AccessRules,
    user: string,
    catalog: string,
    schema: string,
    table: string,
  ): TableRule {
    const nothing: TableRule = { privileges: [] };
    const allow = trino.catalog(rules, user, catalog);
    if (allow === 'none') return nothing;
    const rule =
      rules.tables!.find(candidate =>
        trino.matches(candidate, { user, catalog, schema, table }),
      ) ?? nothing;
    return allow === 'all'
      ? rule
      : {
          ...rule,
          privileges: rule.privileges.filter(p => /SELECT$/.test(p)),
        };
  },
  isSchemaOwner(
    rules: AccessRules,
    user: string,
    catalog: string,
    schema: string,
  ): boolean {
    return (
      trino.catalog(rules, user, catalog) === 'all' &&
      (rules.schemas!.find(rule =>
        trino.matches(rule, { user, catalog, schema }),
      )?.owner ??
        false)
    );
  },
};

const LAYERS = ['bronze', 'silver', 'gold'];
const TABLES = ['orders', 'order', 'orders2', 'people'];
const COLUMNS = ['email', 'iban', 'name'];
/** With names that a careless pattern takes for each other. */
const USERS = ['ann', 'anna', 'a.n', 'axn', 'bob', 'b-b', 'eve@x.org', 'root'];
const GROUPS = ['analysts', 'engineers', 'idle', 'a.b'];

const groupNames = fc.constantFrom(...GROUPS);
const access: fc.Arbitrary<AccessSpec> = fc.record({
  admins: fc.uniqueArray(fc.constantFrom('root', 'a.n', 'boss'), {
    minLength: 1,
  }),
  groups: fc
    .tuple(...GROUPS.map(() => fc.array(fc.constantFrom(...USERS))))
    .map(lists =>
      Object.fromEntries(GROUPS.map((group, n) => [group, lists[n]])),
    ),
  grants: fc.array(
    fc.record({
      group: groupNames,
      layers: fc.uniqueArray(fc.constantFrom(...LAYERS), { minLength: 1 }),
      may: fc.constantFrom('read' as const, 'write' as const, 'own' as const),
    }),
    { maxLength: 6 },
  ),
  columns: fc.array(
    fc.record(
      {
        layer: fc.constantFrom(...LAYERS),
        table: fc.constantFrom(...TABLES),
        column: fc.constantFrom(...COLUMNS),
        mask: fc.constantFrom("'*'", 'NULL'),
        except: fc.uniqueArray(groupNames, { maxLength: 2 }),
      },
      { requiredKeys: ['layer', 'table', 'column'] },
    ),
    { maxLength: 5 },
  ),
  rows: fc.array(
    fc.record({
      layer: fc.constantFrom(...LAYERS),
      table: fc.constantFrom(...TABLES),
      group: groupNames,
      filter: fc.constantFrom("country = 'DE'", 'a OR b', 'false'),
    }),
    { maxLength: 5 },
  ),
});

function rulesOf(spec: AccessSpec): AccessRules {
  const document = readLakehouse(
    {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name: 'lake' },
      spec: {
        owner: 'group:default/data',
        trino: { authentication: { type: 'password' } },
        access: spec,
      },
    },
    'test',
  );
  return accessRules(applyDefaults(document), document.spec.access!);
}

/** What the document says of one user and one table, group by group: the union of what the groups may. */
function meant(spec: AccessSpec, user: string, layer: string, table: string) {
  const groups = GROUPS.filter(name => spec.groups![name].includes(user));
  const grants = spec.grants!.filter(
    grant => groups.includes(grant.group) && grant.layers.includes(layer),
  );
  const strengths = grants.map(({ may }) =>
    ['read', 'write', 'own'].indexOf(may),
  );
  const hidden = spec.columns!.filter(
    column =>
      column.layer === layer &&
      column.table === table &&
      !(column.except ?? []).some(group => groups.includes(group)),
  );
  const readers = [...new Set(grants.map(({ group }) => group))];
  const filters = readers.map(group =>
    spec.rows!.filter(
      row => row.group === group && row.layer === layer && row.table === table,
    ),
  );
  return {
    strength: Math.max(-1, ...strengths),
    hidden,
    /** Of some group that reads all rows. */
    seesAllRows: filters.some(of => of.length === 0),
    filters: [...new Set(filters.flat().map(({ filter }) => filter))].sort(),
  };
}

const eachPlace = USERS.concat('nobody', 'ANN', 'ann|bob').flatMap(user =>
  LAYERS.flatMap(layer => TABLES.map(table => ({ user, layer, table }))),
);

describe('accessRules, judged as Trino does', () => {
  it('give each user what their groups may together, and no more', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const { user, layer, table } of eachPlace) {
          if (spec.admins.includes(user)) continue;
          const { strength, hidden, seesAllRows, filters } = meant(
            spec,
            ...([user, layer, table] as const),
          );
          const rule = trino.table(rules, user, 'lakehouse', layer, table);
          const where = { spec, user, layer, table };
          const isRestricted =
            hidden.length > 0 || (filters.length > 0 && !seesAllRows);
          const privileges: Privilege[] = [
            ...(strength >= 0 ? (['SELECT'] as const) : []),
            ...(strength >= 1 ? (['INSERT', 'DELETE', 'UPDATE'] as const) : []),
            // Who sees a part of a table may not drop or replace it.
            ...(strength >= 2 && !isRestricted ? (['OWNERSHIP'] as const) : []),
          ];
          expect({ ...where, privileges: [...rule.privileges].sort() }).toEqual(
            { ...where, privileges: [...privileges].sort() },
          );
          expect({
            ...where,
            owner: trino.isSchemaOwner(rules, user, 'lakehouse', layer),
          }).toEqual({ ...where, owner: strength >= 2 });
          if (strength < 0) continue;
          expect({
            ...where,
            columns: (rule.columns ?? []).map(({ name }) => name).sort(),
          }).toEqual({
            ...where,
            columns: [...new Set(hidden.map(({ column }) => column))].sort(),
          });
          expect({
            ...where,
            filters: [
              ...new Set(rule.filter?.slice(1, -1).split(') OR (') ?? []),
            ].sort(),
          }).toEqual({ ...where, filters: seesAllRows ? [] : filters });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a column that one entry forbids is not opened by another that masks it', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const { user, layer, table } of eachPlace) {
          if (spec.admins.includes(user)) continue;
          const { strength, hidden } = meant(
            spec,
            ...([user, layer, table] as const),
          );
          if (strength < 0) continue;
          const { columns = [] } = trino.table(
            rules,
            user,
            'lakehouse',
            layer,
            table,
          );
          for (const name of COLUMNS) {
            const of = hidden.filter(({ column }) => column === name);
            // Trino refuses a file in which a column is named twice.
            const named = columns.filter(column => column.name === name);
            expect(named.length).toBe(of.length > 0 ? 1 : 0);
            if (of.some(({ mask }) => mask === undefined))
              expect(named[0].allow).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('metadata tables of what somebody sees in part are refused: they have the lowest and highest value of each column', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const { user, layer, table } of eachPlace) {
          if (spec.admins.includes(user)) continue;
          const plain = trino.table(rules, user, 'lakehouse', layer, table);
          const isRestricted =
            plain.columns !== undefined || plain.filter !== undefined;
          for (const suffix of ['$files', '$partitions', '$history']) {
            const { privileges } = trino.table(
              rules,
              ...([user, 'lakehouse', layer, `${table}${suffix}`] as const),
            );
            if (isRestricted) expect(privileges).toEqual([]);
            else expect(privileges).toEqual(plain.privileges);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('everybody may ask for the names that JDBC tools show, and for nothing else of the system', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const user of [...USERS, 'nobody']) {
          if (spec.admins.includes(user)) continue;
          const of = (schema: string, table: string) =>
            trino.table(rules, user, 'system', schema, table).privileges;
          expect(of('jdbc', 'columns')).toEqual(['SELECT']);
          expect(of('metadata', 'table_comments')).toEqual(['SELECT']);
          expect(of('metadata', 'table_properties')).toEqual([]);
          expect(of('metadata', 'materialized_views')).toEqual([]);
          expect(of('runtime', 'queries')).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('what no rule is about is for the administrators alone', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const user of [...USERS, 'nobody', 'boss']) {
          const isAdmin = spec.admins.includes(user);
          for (const schema of ['other', 'goldx', 'xgold', 'GOLD'])
            expect(
              trino.table(rules, user, 'lakehouse', schema, 'orders').privileges
                .length > 0,
            ).toBe(isAdmin);
          expect(trino.catalog(rules, user, 'somewhere')).toBe(
            isAdmin ? 'all' : 'none',
          );
          // Generated data.
          expect(
            trino.table(rules, user, 'tpch', 'tiny', 'orders').privileges,
          ).toEqual(expect.arrayContaining(['SELECT']));
          expect(
            rules.functions!.some(rule =>
              trino.matches(rule, { user, catalog: 'lakehouse' }),
            ),
          ).toBe(isAdmin);
          expect(
            rules.impersonation!.some(({ original_user: by }) =>
              new RegExp(`^(?:${by})$`).test(user),
            ),
          ).toBe(isAdmin);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('administrators may everything, whatever groups they are in, too', () => {
    fc.assert(
      fc.property(access, spec => {
        const rules = rulesOf(spec);
        for (const user of spec.admins)
          for (const { layer, table } of eachPlace) {
            const rule = trino.table(rules, user, 'lakehouse', layer, table);
            expect(rule.privileges).toHaveLength(6);
            expect(rule.columns ?? rule.filter).toBeUndefined();
          }
      }),
      { numRuns: 50 },
    );
  });
});
