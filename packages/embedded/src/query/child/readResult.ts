import type { DuckDBResult } from '@duckdb/node-api';
import type { QueryResult, QueryValue } from '../QueryResult';
import { jsonValue, type ValueBudget } from './jsonValue';

const maxTypeLength = 2_000;

/**
 * Takes rows from a streaming result until it ends, or has enough: the rest of a huge
 * result is never computed.
 */
export async function readResult(
  result: DuckDBResult,
  limits: { maxRows: number; maxBytes: number },
): Promise<Omit<QueryResult, 'elapsedMs'>> {
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, index) => ({
    name,
    type: clipped(types[index].toString()),
  }));
  const budget: ValueBudget = {
    bytes: columns.reduce(
      (sum, column) => sum + column.name.length + column.type.length,
      0,
    ),
    maxBytes: limits.maxBytes,
    clipped: 0,
    maxTextLength: 16_384,
    maxElements: 1_000,
  };
  const rows: QueryValue[][] = [];
  let truncated = false;
  while (!truncated) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) {
      break;
    }
    const vectors = columns.map((_, index) => chunk.getColumnVector(index));
    for (let row = 0; row < chunk.rowCount; row++) {
      if (rows.length >= limits.maxRows || budget.bytes >= limits.maxBytes) {
        truncated = true;
        break;
      }
      rows.push(vectors.map(vector => jsonValue(vector.getItem(row), budget)));
      budget.bytes += 2;
    }
  }
  return { columns, rows, truncated, clippedValues: budget.clipped };
}

/** The type of a struct in a struct in … can be longer than any row. */
function clipped(type: string): string {
  return type.length > maxTypeLength
    ? `${type.slice(0, maxTypeLength)}…`
    : type;
}
