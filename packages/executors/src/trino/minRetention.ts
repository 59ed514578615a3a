import { quoteLiteral } from '@lakehouse-portal/trino';
import type { StatementOptions, TrinoStatements } from './TrinoStatements';

const UNITS_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * The age below which a catalog refuses to remove files, milliseconds: what its configuration says
 * (`iceberg.remove-orphan-files.min-retention`, seven days where it says nothing).
 *
 * @returns undefined when Trino doesn't tell.
 */
export async function minOrphanRetention(
  statements: TrinoStatements,
  options: StatementOptions,
): Promise<number | undefined> {
  const { catalog } = statements.nameOf({ namespace: '', name: '' });
  const name = `${catalog}.remove_orphan_files_min_retention`;
  const { rows } = await statements.run(
    `SHOW SESSION LIKE ${quoteLiteral(name)}`,
    { signal: options.signal },
  );
  const row = rows.find(([property]) => property === name);
  return row && parseDuration(String(row[1]));
}

/** Milliseconds of what Trino writes as `7.00d`. */
function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text);
  const unit = match ? UNITS_MS[match[2]] : undefined;
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
