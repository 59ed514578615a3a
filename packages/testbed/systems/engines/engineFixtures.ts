import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Feature } from './features';
import type { TableReport } from './TableReport';

/** Tables whose metadata is kept, so that the reader is tested against each engine where no engine is. */
export const KEPT: Record<string, Feature[]> = {
  'Spark 4.0.1': ['types_v3', 'deletion_vectors', 'format_upgrade'],
  'Flink 2.0.0': ['types_nanosecond', 'equality_deletes'],
  'Trino 476': ['types_primitive', 'position_deletes', 'table_statistics'],
  'PyIceberg 0.12': ['partition_by_fixed', 'transforms'],
  'Iceberg Java 1.11': [
    'types_primitive',
    'types_nested',
    'types_v3',
    // Not partition_values: JSON has no -0, which is a partition of its own there.
    'spec_evolution_v1',
    'sort_orders',
    'schema_evolution',
    'position_deletes',
    'equality_deletes',
    'branches_and_tags',
    'partition_statistics',
    'manifests_zstd',
  ],
  'Iceberg Java 0.9.1': ['inline_manifests', 'expired_snapshots'],
};

const FOLDER = join(
  dirname(require.resolve('@lakehouse-portal/table-metadata/package.json')),
  'fixtures',
  'engines',
);

/** A kept table: what was said of it, and where. */
export interface KeptTable {
  /** The warehouse when the table was written: locations in its files start with it. */
  writtenAt: string;
  reports: TableReport[];
}

/** Where a kept table lies: what the warehouse was, with the `db` folder in it. */
export function fixtureFolder(engine: string, feature: Feature): string {
  return join(FOLDER, engine.replace(/ /g, '-').toLowerCase(), feature);
}

/** Keeps the newest metadata file of a table and all of its manifests and lists; no data. */
export async function keepTable(
  engine: string,
  feature: Feature,
  kept: KeptTable,
): Promise<void> {
  const folder = fixtureFolder(engine, feature);
  await rm(folder, { recursive: true, force: true });
  const [{ metadataLocation }] = kept.reports;
  const file = metadataLocation.startsWith('file:')
    ? fileURLToPath(metadataLocation.replace(/^file:\/+/, 'file:///'))
    : metadataLocation;
  const from = dirname(file);
  const to = join(folder, from.slice(kept.writtenAt.length));
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const isWanted =
      name === basename(file) ||
      (name.endsWith('.avro') && !name.startsWith('.'));
    if (isWanted) await cp(join(from, name), join(to, name));
  }
  await writeFile(
    join(folder, 'said.json.gz'),
    gzipSync(JSON.stringify(kept), { level: 9 }),
  );
}

/** What was said of a kept table. */
export async function readKept(
  engine: string,
  feature: Feature,
): Promise<KeptTable> {
  const bytes = await readFile(
    join(fixtureFolder(engine, feature), 'said.json.gz'),
  );
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
