import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  LocalFileIO,
  type ManifestEntry,
  readManifest,
  readManifestList,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import type { RowSource } from '../operations/RowSource';
import type { ColumnSpec } from '../schema/ColumnSpec';
import { readRows } from './readRows';
import { temporaryLakehouse } from './temporaryLakehouse';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Columns of the table that most tests use. */
export const columns: ColumnSpec[] = [
  { name: 'id', type: 'long', required: true },
  { name: 'name', type: 'string' },
  { name: 'amount', type: 'decimal(9,2)' },
  { name: 'day', type: 'date' },
];

/** So many rows for it, over three days. */
export function orders(count: number, from = 0): RowSource {
  return {
    sql: `SELECT ${from} + i AS id, 'n' || (${from} + i) AS name, (i * 1.25)::DECIMAL(9,2) AS amount,
      DATE '2026-11-01' + (i % 3)::INTEGER AS day FROM range(${count}) t(i)`,
  };
}

/** Paths of all files below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(
    entry => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []),
  );
}

/** What the tests of one file share. */
export interface TestLakehouse {
  lake: EmbeddedLakehouse;
  /** The clock of the lakehouse; stands still until it is set. */
  clockMs: number;
  /** Ids of `silver.orders`. */
  ids(options?: { snapshotId?: string; ref?: string }): Promise<unknown[]>;
  /** Live entries of the current snapshot. */
  live(metadata: TableMetadata): Promise<ManifestEntry[]>;
}

/** A fresh lakehouse with the namespace `silver` for each test of a file. */
export function useLakehouse(): TestLakehouse {
  let remove: () => Promise<void>;
  const the: TestLakehouse = {
    lake: undefined as unknown as EmbeddedLakehouse,
    clockMs: 0,
    async ids(options = {}) {
      return (
        await readRows(the.lake, 'silver.orders', { ...options, columns: 'id' })
      ).flat();
    },
    async live(metadata) {
      const io = await LocalFileIO.create({ roots: [the.lake.directory] });
      const snapshot = metadata.snapshots.find(
        ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
      );
      if (!snapshot) return [];
      const all: ManifestEntry[] = [];
      for (const manifest of await readManifestList(io, metadata, snapshot))
        all.push(...(await readManifest(io, manifest, metadata)));
      return all.filter(({ status }) => status !== 'deleted');
    },
  };
  beforeEach(async () => {
    the.clockMs = Date.UTC(2026, 10, 1);
    ({ lake: the.lake, remove } = await temporaryLakehouse({
      now: () => the.clockMs,
    }));
    await the.lake.createNamespace('silver');
  });
  afterEach(() => remove());
  return the;
}
