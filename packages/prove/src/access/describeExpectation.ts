import type { AccessExpectation } from '../model';

/** `column email of silver.customers`, `a new table of silver`. */
export function describeSubject({
  schema,
  table,
  column,
}: AccessExpectation): string {
  const place =
    table === undefined
      ? `a table of ${schema} that no rule names`
      : `${schema}.${table}`;
  return column === undefined
    ? place
    : `column ${columnName(column)} of ${place}`;
}

/** `ann (analysts) sees column email of silver.customers masked`. */
export function describeExpectation(expectation: AccessExpectation): string {
  const { user, groups = [] } = expectation;
  const who = groups.length > 0 ? `${user} (${groups.join(', ')})` : user;
  const subject = describeSubject(expectation);
  return {
    masked: `${who} sees ${subject} masked`,
    visible: `${who} reads ${subject}`,
    refused: `${who} may not read ${subject}`,
    filtered: `${who} reads some rows of ${subject}, not all`,
    writable: `${who} may write to ${subject}`,
    'not-writable': `${who} may not write to ${subject}`,
  }[expectation.expectation];
}

/** The name of a column that is given with or without its type. */
export function columnName(
  column: NonNullable<AccessExpectation['column']>,
): string {
  return typeof column === 'string' ? column : column.name;
}
