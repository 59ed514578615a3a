import { quoteLiteral } from '@lakehouse-portal/trino';

/** A row of the table of a proof. */
export interface SampleRow {
  id: number;
  /** `2024-03-07`. */
  day: string;
  /** Decimal with two places. */
  amount: string;
  note: string | null;
  /** ISO 8601, six places. */
  at: string;
}

/** Columns of the table. */
export const SAMPLE_COLUMNS =
  'id bigint, day date, amount decimal(12, 2), note varchar, at timestamp(6) with time zone';

/** Partitions that {@link sampleRows} fills. */
export const SAMPLE_PARTITIONING = "ARRAY['month(day)']";

const MONTHS = 4;

/** Rows whose values are easily broken: text beyond ASCII, quotes, nulls, digits that a double has not. */
export function sampleRows(from: number, to: number): SampleRow[] {
  return Array.from({ length: to - from }, (_, index) => {
    const id = from + index;
    const day = `2024-0${(id % MONTHS) + 1}-${String((id % 28) + 1).padStart(
      2,
      '0',
    )}`;
    return {
      id,
      day,
      amount: `${9_007_199_254 + id}.${String((id * 7) % 100).padStart(
        2,
        '0',
      )}`,
      note: id % 5 === 0 ? null : `Zeile ${id}: "Käse" & 'thé' 🦆`,
      at: `${day}T12:34:56.${String(100_001 + id)}Z`,
    };
  });
}

/** `VALUES (…), (…)`. */
export function valuesOf(rows: SampleRow[]): string {
  return `VALUES ${rows
    .map(
      ({ id, day, amount, note, at }) =>
        `(${id}, DATE '${day}', DECIMAL '${amount}', ${
          note === null ? 'NULL' : quoteLiteral(note)
        }, TIMESTAMP '${at.replace('T', ' ').replace('Z', ' UTC')}')`,
    )
    .join(', ')}`;
}

/** In the order of their ids. */
export function byId(rows: SampleRow[]): SampleRow[] {
  return [...rows].sort((a, b) => a.id - b.id);
}
