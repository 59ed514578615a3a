import type { TrinoValue } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { SampleRow } from './SampleRow';

/** Reads all columns of a table of samples, in an order that rows can be compared in. */
export function selectRows(table: string, version: string = ''): string {
  return `SELECT id, day, amount, note, at FROM ${table}${version} ORDER BY id`;
}

/**
 * Compares what was read with what has to be there, value by value.
 *
 * @param when - For the message: `After the update`.
 * @throws CheckFailed naming the first difference.
 */
export function requireRows(
  rows: TrinoValue[][],
  expected: SampleRow[],
  when: string,
): void {
  const read = rows.map(([id, day, amount, note, at]) =>
    JSON.stringify([Number(id), day, amount, note, at]),
  );
  const wanted = expected.map(({ id, day, amount, note, at }) =>
    JSON.stringify([id, day, amount, note, at]),
  );
  const different = wanted.findIndex((row, index) => row !== read[index]);
  if (read.length !== wanted.length || different >= 0) {
    const detail =
      read.length === wanted.length
        ? `row ${different + 1} is ${read[different]}, expected ${
            wanted[different]
          }`
        : `${read.length} rows were read, expected ${wanted.length}`;
    throw new CheckFailed({
      hop: 'result',
      message: `${when}: ${detail}`,
      cause: 'Trino wrote or read something else than it was given.',
      remedy:
        'Does somebody else change the table, or does a row filter or mask apply to the administrator? Otherwise this is a defect of Trino or of the object store.',
    });
  }
}
