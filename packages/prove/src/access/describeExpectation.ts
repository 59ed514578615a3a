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

/** `Column email of silver.customers is masked for ann (analysts)`. */
export function describeExpectation(expectation: AccessExpectation): string {
  const { user, groups = [] } = expectation;
  const who = groups.length > 0 ? `${user} (${groups.join(', ')})` : user;
  const subject = describeSubject(expectation);
  const text = {
    masked: `${subject} is masked for ${who}`,
    visible: `${subject} is visible for ${who}`,
    refused: `${subject} is refused to ${who}`,
    writable: `${who} may write to ${subject}`,
    'not-writable': `${who} may not write to ${subject}`,
  }[expectation.expectation];
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/** The name of a column that is given with or without its type. */
export function columnName(
  column: NonNullable<AccessExpectation['column']>,
): string {
  return typeof column === 'string' ? column : column.name;
}
