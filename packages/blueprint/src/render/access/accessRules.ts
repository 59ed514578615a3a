import type { AccessSpec, Lakehouse } from '../../document';
import {
  type AccessProfile,
  accessProfiles,
  userPattern,
} from './accessProfiles';
import type {
  AccessRules,
  CatalogRule,
  Privilege,
  SchemaRule,
  TableRule,
} from './RuleFile';

type May = NonNullable<AccessSpec['grants']>[number]['may'];

const PRIVILEGES: Record<May, Privilege[]> = {
  read: ['SELECT'],
  write: ['SELECT', 'INSERT', 'DELETE', 'UPDATE'],
  own: ['SELECT', 'INSERT', 'DELETE', 'UPDATE', 'OWNERSHIP'],
};
const STRENGTH: May[] = ['read', 'write', 'own'];

/**
 * Complete rules: whatever no rule names is for the administrators. Trino takes the first rule that matches a user and has no
 * union of groups; therefore rules are made for users by the groups that they are in: who is in two groups may do what either
 * may, sees what either sees.
 *
 * Source: Trino documentation, file-based access control.
 */
export function accessRules(
  lakehouse: Lakehouse,
  access: AccessSpec,
): AccessRules {
  const admins = userPattern([...access.admins].sort());
  const profiles = accessProfiles(access);
  const catalog = lakehouse.catalogName;
  const catalogs: CatalogRule[] = [{ user: admins, allow: 'all' }];
  const schemas: SchemaRule[] = [{ user: admins, owner: true }];
  const tables: TableRule[] = [
    { user: admins, privileges: [...PRIVILEGES.own, 'GRANT_SELECT'] },
  ];
  for (const profile of profiles) {
    const user = userPattern(profile.users);
    const rights = lakehouse.layers.flatMap(({ name }) => {
      const may = strongest(access, profile, name);
      return may ? [{ layer: name, may }] : [];
    });
    if (rights.length === 0) continue;
    catalogs.push({
      user,
      catalog,
      allow: rights.every(({ may }) => may === 'read') ? 'read-only' : 'all',
    });
    for (const { layer, may } of rights) {
      if (may === 'own')
        schemas.push({ user, catalog, schema: layer, owner: true });
      tables.push(
        ...tableRules(access, profile, { user, catalog, schema: layer }, may),
      );
    }
  }
  for (const other of lakehouse.trino.catalogs)
    if (other.type === 'tpch') {
      // Generated data, the same for everybody.
      catalogs.push({ catalog: other.name, allow: 'read-only' });
      tables.push({ catalog: other.name, privileges: ['SELECT'] });
    }
  // What JDBC drivers and tools ask for names; Trino lists only what whoever asks may see.
  // Not the properties, which name every catalog in old releases, nor the SQL of materialized views.
  tables.push(
    { catalog: 'system', schema: 'jdbc', privileges: ['SELECT'] },
    {
      ...{ catalog: 'system', schema: 'metadata' },
      table: 'catalogs|table_comments',
      privileges: ['SELECT'],
    },
  );
  return {
    catalogs,
    schemas,
    tables,
    queries: [
      { user: admins, allow: ['execute', 'kill', 'view'] },
      { allow: ['execute'] },
    ],
    system_information: [{ user: admins, allow: ['read', 'write'] }],
    // They prove that others see what they are meant to see.
    impersonation: [{ original_user: admins, new_user: '.*' }],
    // A function of a table, such as table_changes, reads past masks and filters.
    functions: [
      { user: admins, privileges: ['EXECUTE', 'GRANT_EXECUTE', 'OWNERSHIP'] },
    ],
    procedures: [{ user: admins, privileges: ['EXECUTE', 'GRANT_EXECUTE'] }],
  };
}

/** On a worker only: it may be told to shut down by its own pod. Queries are judged by the coordinator. */
export const WORKER_RULES: AccessRules = {
  system_information: [{ user: 'shutdown', allow: ['read', 'write'] }],
};

function strongest(
  access: AccessSpec,
  { groups }: AccessProfile,
  layer: string,
): May | undefined {
  const found = (access.grants ?? [])
    .filter(({ group, layers }) => groups.has(group) && layers.includes(layer))
    .map(({ may }) => STRENGTH.indexOf(may));
  return found.length > 0 ? STRENGTH[Math.max(...found)] : undefined;
}

function tableRules(
  access: AccessSpec,
  profile: AccessProfile,
  place: { user: string; catalog: string; schema: string },
  may: May,
): TableRule[] {
  const rules: TableRule[] = [];
  const privileges = PRIVILEGES[may];
  const tables = new Set(
    [...(access.columns ?? []), ...(access.rows ?? [])]
      .filter(({ layer }) => layer === place.schema)
      .map(({ table }) => table),
  );
  for (const table of [...tables].sort()) {
    const columns = hiddenColumns(access, profile, place.schema, table);
    const filter = rowFilter(access, profile, place.schema, table);
    if (columns.length === 0 && filter === undefined) continue;
    rules.push(
      // Its metadata tables have the lowest and highest values of each file, of every column.
      { ...place, table: `${table}\\$.*`, privileges: [] },
      {
        ...place,
        table,
        privileges: privileges.filter(privilege => privilege !== 'OWNERSHIP'),
        ...(columns.length > 0 ? { columns } : {}),
        ...(filter === undefined ? {} : { filter }),
      },
    );
  }
  return [...rules, { ...place, privileges }];
}

/** Trino takes no file in which a column is named twice; of several entries the strictest counts, of several masks the first. */
function hiddenColumns(
  { columns = [] }: AccessSpec,
  { groups }: AccessProfile,
  layer: string,
  table: string,
): NonNullable<TableRule['columns']> {
  const masks = new Map<string, string | undefined>();
  for (const { column, mask, ...of } of columns) {
    if (of.layer !== layer || of.table !== table) continue;
    if ((of.except ?? []).some(group => groups.has(group))) continue;
    if (mask === undefined || !masks.has(column)) masks.set(column, mask);
  }
  return [...masks].map(([name, mask]) =>
    mask === undefined ? { name, allow: false } : { name, mask },
  );
}

/**
 * What a user sees by several groups is what any of them sees; a group that may read the layer and has no filter sees all.
 */
function rowFilter(
  { rows = [], grants = [] }: AccessSpec,
  { groups }: AccessProfile,
  layer: string,
  table: string,
): string | undefined {
  const readers = new Set(
    grants
      .filter(
        ({ group, layers }) => groups.has(group) && layers.includes(layer),
      )
      .map(({ group }) => group),
  );
  const of = rows.filter(
    row => row.layer === layer && row.table === table && readers.has(row.group),
  );
  if ([...readers].some(group => !of.some(row => row.group === group)))
    return undefined;
  return of.length > 0
    ? of.map(({ filter }) => `(${filter})`).join(' OR ')
    : undefined;
}
