import { type Answers, orNothing, withoutEmpty } from './Answers';

/** `spec.access`: groups and users of the portal become those of Trino. */
export function accessFromForm(answers: Answers): unknown {
  const rows = answers.list('access');
  const access = orNothing({
    admins: named(answers.list('admins')),
    ...grants(rows),
    columns: each(answers.list('columns'), ({ mask, except, ...row }) => ({
      ...row,
      // A form leaves an empty text where nothing was typed; without a mask the column may not be read.
      mask: mask === '' ? undefined : mask,
      except: named(except),
    })),
    rows: each(answers.list('rows'), ({ group, ...row }) => ({
      ...row,
      group: principalOf(group),
    })),
  });
  const isMade =
    answers.get('authentication') === 'password' &&
    answers.get('passwordSecret') === undefined;
  // The user whom the cluster makes is an administrator anyhow.
  return access && isMade ? { admins: ['admin'], ...access } : access;
}

function grants(rows: unknown): Record<string, unknown> {
  if (!Array.isArray(rows)) return { grants: rows };
  const groups = new Map<string, Set<unknown>>();
  for (const row of rows)
    if (isRow(row)) {
      const group = principalOf(row.group);
      if (typeof group !== 'string') continue;
      const users = groups.get(group) ?? new Set();
      const more = named(row.users);
      if (Array.isArray(more)) for (const user of more) users.add(user);
      groups.set(group, users);
    }
  return {
    groups: Object.fromEntries(
      [...groups].map(([group, users]) => [group, [...users]]),
    ),
    grants: each(rows, ({ group, users, ...row }) => ({
      ...row,
      group: principalOf(group),
      // Not in a grant: said there, as nothing reads it.
      ...(users === undefined || Array.isArray(users) ? {} : { users }),
    })),
  };
}

/**
 * The name in Trino of a group or user of the portal: `group:default/data` is `data`; of another namespace than `default`,
 * `group:sales/data` is `sales.data`, so that two of one name stay two. A name that is no reference stays as it is.
 * @public
 */
export function principalOf(reference: unknown): unknown {
  if (typeof reference !== 'string') return reference;
  const [, namespace, name] =
    /^(?:[a-z]+:)?(?:([^:/]+)\/)?([^:/]+)$/i.exec(reference) ?? [];
  if (name === undefined) return reference;
  return namespace === undefined || namespace === 'default'
    ? name
    : `${namespace}.${name}`;
}

function named(list: unknown): unknown {
  return Array.isArray(list) ? list.map(principalOf) : list;
}

function each(
  rows: unknown,
  of: (row: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  return Array.isArray(rows)
    ? rows.map(row => (isRow(row) ? withoutEmpty(of(row)) : row))
    : rows;
}

function isRow(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
