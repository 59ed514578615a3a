import type { TrinoResult } from '@lakehouse-portal/trino';

/** What table procedures of newer releases tell: rows of `metric_name` and `metric_value`. Older ones tell nothing. */
export class ProcedureMetrics {
  readonly #values: ReadonlyMap<string, number>;

  constructor(values: ReadonlyMap<string, number>) {
    this.#values = values;
  }

  get(name: string): number | undefined {
    return this.#values.get(name);
  }

  /** Undefined when nothing of the kind was told. */
  sum(names: RegExp): number | undefined {
    const found = [...this.#values].filter(([name]) => names.test(name));
    return found.length === 0
      ? undefined
      : found.reduce((total, [, value]) => total + value, 0);
  }
}

/** Reads the metrics of a result; anything else in it is ignored. */
export function metricsOf({ columns, rows }: TrinoResult): ProcedureMetrics {
  const names = columns.map(({ name }) => name);
  const nameAt = names.indexOf('metric_name');
  const valueAt = names.indexOf('metric_value');
  const values = new Map<string, number>();
  if (nameAt >= 0 && valueAt >= 0) {
    for (const row of rows) {
      const value = Number(row[valueAt]);
      if (typeof row[nameAt] === 'string' && Number.isFinite(value)) {
        values.set(row[nameAt], value);
      }
    }
  }
  return new ProcedureMetrics(values);
}
