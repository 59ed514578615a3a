import { quoteLiteral } from '@lakehouse-portal/trino';
import type { SampleColumn } from '../model';

/** Types that a proof knows values of; also what keeps anything else out of its statements. */
const KINDS: Array<[RegExp, (row: number) => string]> = [
  [
    /^(?:varchar|varchar\(\d+\)|char\(\d+\))$/,
    row => `'person${row}.prove@example.org'`,
  ],
  [
    /^(?:tinyint|smallint|integer|int|bigint|real|double|decimal(?:\(\d+(?:, ?\d+)?\))?)$/,
    row => `${40 + row}`,
  ],
  [
    /^(?:date|time(?:\(\d+\))?|timestamp(?:\(\d+\))?(?: with time zone)?)$/,
    row => `TIMESTAMP '2024-0${row + 1}-1${row} 1${row}:34:56.123456'`,
  ],
  [/^boolean$/, row => (row % 2 === 0 ? 'true' : 'false')],
  [/^varbinary$/, row => `to_utf8('person${row}')`],
  [/^uuid$/, row => `'00000000-0000-4000-8000-00000000000${row}'`],
];

/** Rows that a made table gets. */
export const SAMPLE_ROWS = 3;

/**
 * A value of a column as SQL, another for each row.
 *
 * @param row - 1 to {@link SAMPLE_ROWS}.
 * @returns undefined for types that a proof can't make values of.
 */
export function sampleValue(
  { type = 'varchar', values = [] }: SampleColumn,
  row: number,
): string | undefined {
  const normalized = type.trim().toLowerCase();
  const kind = KINDS.find(([pattern]) => pattern.test(normalized));
  const given = values[(row - 1) % values.length];
  const value =
    given === undefined ? kind?.[1](row) : quoteLiteral(String(given));
  return kind && `CAST(${value} AS ${normalized})`;
}
