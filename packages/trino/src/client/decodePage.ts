import { TrinoProtocolError } from '../errors';
import type { StatementPage } from '../protocol';
import type { TrinoColumn, TrinoValue } from '../values';
import { decodeValue, ValueMismatch } from '../values/decodeValue';

/**
 * @param quote - Makes a text of Trino fit for a message.
 * @throws TrinoProtocolError for rows that don't fit the columns.
 */
export function decodeRows(
  { rows, queryId }: StatementPage,
  columns: TrinoColumn[] | undefined,
  quote: (text: string) => string,
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
    return row.map((value, index) =>
      decode(columns![index], value, queryId, quote),
    );
  });
}

function decode(
  column: TrinoColumn,
  value: Parameters<typeof decodeValue>[1],
  queryId: string,
  quote: (text: string) => string,
): TrinoValue {
  try {
    return decodeValue(column.type, value);
  } catch (error) {
    if (error instanceof ValueMismatch) {
      throw new TrinoProtocolError(
        `Column "${quote(column.name)}" of type ${quote(
          column.typeText,
        )} holds a value that is not ${error.expected}`,
        { queryId },
      );
    }
    throw error;
  }
}
