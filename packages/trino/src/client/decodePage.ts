import { TrinoProtocolError } from '../errors';
import type { StatementPage } from '../protocol';
import type { TrinoColumn, TrinoValue } from '../values';
import { decodeValue, ValueMismatch } from '../values/decodeValue';

/** @throws TrinoProtocolError for rows that don't fit the columns. */
export function decodeRows(
  { rows, queryId }: StatementPage,
  columns: TrinoColumn[] | undefined,
): TrinoValue[][] {
  if (rows.length > 0 && !columns) {
    throw new TrinoProtocolError('There are rows before any columns', {
      queryId,
    });
  }
  return rows.map(row => {
    if (row.length !== columns!.length) {
      throw new TrinoProtocolError(
        `A row has ${row.length} values for ${columns!.length} columns`,
        { queryId },
      );
    }
    return row.map((value, index) => decode(columns![index], value, queryId));
  });
}

function decode(
  column: TrinoColumn,
  value: Parameters<typeof decodeValue>[1],
  queryId: string,
): TrinoValue {
  try {
    return decodeValue(column.type, value);
  } catch (error) {
    if (error instanceof ValueMismatch) {
      throw new TrinoProtocolError(
        `Column "${column.name}" of type ${column.typeText} holds a value that is not ${error.expected}`,
        { queryId },
      );
    }
    throw error;
  }
}
