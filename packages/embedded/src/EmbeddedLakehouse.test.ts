import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFileIO, readManifest, readManifestList, type ManifestEntry, type TableMetadata } from '@lakehouse-portal/table-metadata';
import type { EmbeddedLakehouse } from './EmbeddedLakehouse';
import type { ColumnSpec } from './schema/ColumnSpec';
import { readMetadataRows, readRows } from './testing/readRows';
import { temporaryLakehouse } from './testing/temporaryLakehouse';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const columns: ColumnSpec[] = [
  { name: 'id', type: 'long', required: true },
  { name: 'name', type: 'string' },
  { name: 'amount', type: 'decimal(9,2)' },
  { name: 'day', type: 'date' },
];

describe('EmbeddedLakehouse', () => {
  let lake: EmbeddedLakehouse;
  let remove: () => Promise<void>;
  let clockMs: number;

  beforeEach(async () => {
    clockMs = Date.UTC(2026, 10, 1);
    ({ lake, remove } = await temporaryLakehouse({ now: () => clockMs }));
    await lake.createNamespace('silver');
  });
  afterEach(() => remove());

  const ids = async (options: { snapshotId?: string; ref?: string } = {}) => (await readRows(lake, 'silver.orders', { ...options, columns: 'id' })).flat();
  const orders = (count: number, from = 0) => ({ sql: `SELECT ${from} + i AS id, 'n' || (${from} + i) AS name, (i * 1.25)::DECIMAL(9,2) AS amount, DATE '2026-11-01' + (i % 3)::INTEGER AS day FROM range(${count}) t(i)` });

  async function entries(metadata: TableMetadata, snapshotId = metadata.currentSnapshotId): Promise<ManifestEntry[]> {
    const io = await LocalFileIO.create({ roots: [lake.directory] });
    const snapshot = metadata.snapshots.find(candidate => candidate.snapshotId === snapshotId);
    if (!snapshot) return [];
    const all: ManifestEntry[] = [];
    for (const manifest of await readManifestList(io, metadata, snapshot)) all.push(...(await readManifest(io, manifest, metadata)));
    return all;
  }
  const live = async (metadata: TableMetadata) => (await entries(metadata)).filter(entry => entry.status !== 'deleted');
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(entry => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));

  describe('catalog', () => {
    it('keeps namespaces of several levels, and refuses to drop one that is not empty', async () => {
      await lake.createNamespace('sales.eu', { owner: 'team-a' });
      expect((await lake.listNamespaces()).map(({ name }) => name)).toEqual(['sales', 'sales.eu', 'silver']);
      await lake.createTable('sales.eu.orders', { columns });
      await expect(lake.createNamespace('sales')).rejects.toMatchObject({ name: 'AlreadyExistsError' });
      await expect(lake.dropNamespace('sales.eu')).rejects.toMatchObject({ name: 'NamespaceNotEmptyError' });
      await expect(lake.dropNamespace('sales')).rejects.toMatchObject({ name: 'NamespaceNotEmptyError' });
      await expect(lake.dropNamespace('gold')).rejects.toMatchObject({ name: 'NoSuchNamespaceError' });
      await lake.dropTable('sales.eu.orders', { purge: true });
      await lake.dropNamespace('sales.eu');
      expect((await lake.listNamespaces()).map(({ name }) => name)).toEqual(['silver']);
    });

    it.each(['../up', 'a/b', '', '.hidden', 'a..b', 'x'.repeat(300)])('refuses %j as a namespace', async namespace => {
      await expect(lake.createNamespace(namespace)).rejects.toMatchObject({ name: 'ValidationError' });
    });

    it('lists all tables with their pointers, renames, and gives a reused name a new folder', async () => {
      const first = await lake.createTable('silver.orders', { columns });
      await lake.append('silver.orders', orders(3));
      await lake.renameTable('silver.orders', 'silver.old_orders');
      const second = await lake.createTable('silver.orders', { columns });
      expect(second.metadata.location).not.toBe(first.metadata.location);
      expect((await lake.listTables()).map(({ namespace, name }) => `${namespace}.${name}`)).toEqual(['silver.old_orders', 'silver.orders']);
      expect(await readRows(lake, 'silver.old_orders', { columns: 'id' })).toEqual([['0'], ['1'], ['2']]);
      await expect(lake.renameTable('silver.orders', 'silver.old_orders')).rejects.toMatchObject({ name: 'AlreadyExistsError' });
      await expect(lake.renameTable('silver.orders', 'gold.orders')).rejects.toMatchObject({ name: 'NoSuchNamespaceError' });
      await expect(lake.loadTable('silver.nope')).rejects.toMatchObject({ name: 'NoSuchTableError', message: expect.stringContaining('silver.nope') });
    });

    it('drops with or without the files', async () => {
      const { metadata, metadataLocation } = await lake.createTable('silver.orders', { columns });
      await lake.append('silver.orders', orders(3));
      const { metadataLocation: newest } = await lake.loadTable('silver.orders');
      await lake.dropTable('silver.orders');
      await lake.registerTable('silver.again', newest);
      expect(await readRows(lake, 'silver.again', { columns: 'count(*)' })).toEqual([['3']]);
      await lake.dropTable('silver.again', { purge: true });
      expect(existsSync(metadata.location.slice('file://'.length))).toBe(false);
      await expect(lake.registerTable('silver.again', metadataLocation)).rejects.toMatchObject({ name: 'DamagedTableError' });
    });

    it.each([
      ['no columns', { columns: [] }],
      ['an unknown type', { columns: [{ name: 'a', type: 'varchar' }] }],
      ['a type that cannot be written', { columns: [{ name: 'a', type: 'fixed[4]' }] }],
      ['a name twice', { columns: [{ name: 'a', type: 'int' }, { name: 'A', type: 'int' }] }],
      ['a reserved name', { columns: [{ name: '_file', type: 'int' }] }],
      ['an unknown partition column', { columns, partitionBy: [{ column: 'x' }] }],
      ['a transform that does not fit', { columns, partitionBy: [{ column: 'name', transform: 'day' }] }],
      ['an unknown format version', { columns, formatVersion: 4 as 3 }],
      ['an optional identifier', { columns, identifierColumns: ['name'] }],
    ])('refuses a table with %s, and leaves nothing behind', async (_what, options) => {
      await expect(lake.createTable('silver.bad', options)).rejects.toMatchObject({ name: 'ValidationError' });
      expect(filesBelow(join(lake.directory, 'warehouse'))).toEqual([]);
      expect(await lake.tableExists('silver.bad')).toBe(false);
    });
  });

  describe('writing', () => {
    it('appends rows with statistics, a full summary and the recommended properties', async () => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }], sortBy: [{ column: 'name', direction: 'desc' }] });
      const result = await lake.append('silver.orders', {
        rows: [
          { id: 1, name: 'a long name that is cut in bounds', amount: '12.34', day: '2026-11-01' },
          { id: 2n ** 60n, name: 'b', amount: 5, day: new Date('2026-11-01T10:00:00Z') },
          { id: '3', day: '2026-11-02' },
        ],
      });
      expect(result).toMatchObject({
        attempts: 1,
        summary: {
          operation: 'append',
          'added-data-files': '2',
          'added-records': '3',
          'total-records': '3',
          'total-data-files': '2',
          'total-delete-files': '0',
          'changed-partition-count': '2',
          'engine-name': 'lakehouse-embedded',
        },
      });
      const { metadata } = await lake.loadTable('silver.orders');
      expect(metadata.warnings).toEqual([]);
      expect(metadata.properties).toMatchObject({ 'write.metadata.delete-after-commit.enabled': 'true', 'write.parquet.compression-codec': 'zstd' });
      expect(metadata.snapshots).toMatchObject([{ sequenceNumber: '1', timestampMs: clockMs, schemaId: 0, operation: 'append' }]);
      const [first] = await live(metadata);
      expect(first).toMatchObject({ status: 'added', sequenceNumber: 1n, file: { recordCount: 2n, sortOrderId: 1, partition: [20758], splitOffsets: [4n] } });
      expect(first.file.filePath).toMatch(/\/data\/day=2026-11-01\/[^/]+\.parquet$/);
      expect(statSync(first.file.filePath.slice('file://'.length)).size).toBe(Number(first.file.fileSizeBytes));
      const text = (bounds: Map<number, Uint8Array> | undefined) => Buffer.from(bounds?.get(2) ?? []).toString();
      expect([text(first.file.lowerBounds), text(first.file.upperBounds)]).toEqual(['a long name that', 'b']);
      expect(first.file.nullValueCounts?.get(3)).toBe(0n);
      expect(await readRows(lake, 'silver.orders')).toEqual([
        ['1', 'a long name that is cut in bounds', '12.34', '2026-11-01'],
        ['3', null, null, '2026-11-02'],
        ['1152921504606846976', 'b', '5.00', '2026-11-01'],
      ]);
    });

    it('splits an append into many files in one commit', async () => {
      await lake.createTable('silver.orders', { columns });
      const { summary } = await lake.append('silver.orders', orders(1000), { files: 300 });
      expect(summary).toMatchObject({ 'added-data-files': '300', 'added-records': '1000' });
      const counts = (await live((await lake.loadTable('silver.orders')).metadata)).map(entry => Number(entry.file.recordCount));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      expect(await ids()).toHaveLength(1000);
    });

    it.each([
      ['a null in a required column', { rows: [{ id: null }] }, /'id' is required/],
      ['a missing required column', { rows: [{ name: 'x' }] }, /'id' is required/],
      ['an unknown column', { rows: [{ id: 1, nope: 1 }] }, /Row 0 has a column 'nope'/],
      ['a wrong type', { rows: [{ id: 1 }, { id: 'x' }] }, /Row 1, column 'id'/],
      ['a number that is no long', { rows: [{ id: 1.5 }] }, /Row 0, column 'id'/],
      ['a date that is none', { rows: [{ id: 1, day: '2026-13-01' }] }, /2026-13-01/],
      ['a decimal that is too large', { rows: [{ id: 1, amount: '12345678901' }] }, /12345678901/],
      ['an infinite date', { sql: `SELECT 1 AS id, 'infinity'::DATE AS day` }, /infinity/],
      ['a query that fails', { sql: 'SELECT nope' }, /nope/],
      ['a query with an unknown column', { sql: 'SELECT 1 AS id, 2 AS other' }, /'other'/],
      ['columns of unequal length', { columns: { id: [1, 2], name: ['x'] } }, /equal length/],
    ])('refuses %s, and leaves no file', async (_what, source, message) => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
      await expect(lake.append('silver.orders', source)).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringMatching(message) });
      expect(filesBelow(join(lake.directory, 'warehouse')).filter(path => path.includes('/data/'))).toEqual([]);
      expect((await lake.loadTable('silver.orders')).metadata.snapshots).toEqual([]);
    });

    it('commits nothing when there are no rows', async () => {
      await lake.createTable('silver.orders', { columns });
      expect(await lake.append('silver.orders', { rows: [] })).toMatchObject({ attempts: 0, snapshotId: undefined });
    });

    it('overwrites all rows, those of a condition, or those of the partitions that get new ones', async () => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
      await lake.append('silver.orders', orders(9));
      await lake.overwrite('silver.orders', { rows: [{ id: 100, day: '2026-11-02' }] }, { partitions: 'touched' });
      expect(await ids()).toEqual(['0', '2', '3', '5', '6', '8', '100']);
      await lake.overwrite('silver.orders', { rows: [{ id: 200, day: '2026-11-03' }] }, { where: 'id < 5' });
      expect(await ids()).toEqual(['5', '6', '8', '100', '200']);
      const { summary } = await lake.overwrite('silver.orders', { rows: [{ id: 1 }] });
      expect(await ids()).toEqual(['1']);
      expect(summary).toMatchObject({ operation: 'overwrite', 'total-records': '1', 'total-data-files': '1' });
    });

    it('writes statistics as the metrics modes of the table say', async () => {
      await lake.createTable('silver.orders', {
        columns,
        properties: { 'write.metadata.metrics.default': 'none', 'write.metadata.metrics.column.id': 'full', 'write.metadata.metrics.column.name': 'counts' },
      });
      await lake.append('silver.orders', orders(10));
      const [entry] = await live((await lake.loadTable('silver.orders')).metadata);
      expect([...(entry.file.lowerBounds?.keys() ?? [])]).toEqual([1]);
      expect([...(entry.file.valueCounts?.keys() ?? [])]).toEqual([1, 2]);
      expect([...(entry.file.columnSizes?.keys() ?? [])]).toEqual([1, 2, 3, 4]);
    });
  });

  describe('deleting and updating', () => {
    describe.each(['merge-on-read', 'copy-on-write'] as const)('as %s', mode => {
      it('deletes by a condition, and whole files without reading them again', async () => {
        await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
        await lake.append('silver.orders', orders(9));
        const before = await lake.append('silver.orders', { rows: [{ id: 50, day: '2026-11-09' }] });
        const { summary, snapshotId } = await lake.delete('silver.orders', { where: 'id IN (1, 4, 50) OR name IS NULL AND id > 60', mode });
        expect(await ids()).toEqual(['0', '2', '3', '5', '6', '7', '8']);
        expect(await ids({ snapshotId: before.snapshotId })).toHaveLength(10);
        expect(summary).toMatchObject(
          mode === 'merge-on-read'
            ? { operation: 'delete', 'added-position-deletes': '2', 'added-position-delete-files': '1', 'deleted-data-files': '1', 'total-position-deletes': '2' }
            : { operation: 'overwrite', 'deleted-data-files': '2', 'added-data-files': '1', 'total-records': '7' },
        );
        const { metadata } = await lake.loadTable('silver.orders');
        expect(metadata.currentSnapshotId).toBe(snapshotId);
        expect(await lake.delete('silver.orders', { where: 'id = 1', mode })).toMatchObject({ attempts: 0 });
      });

      it('updates by a condition', async () => {
        await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
        await lake.append('silver.orders', orders(6));
        await lake.update('silver.orders', { where: 'id >= 4', set: { name: `upper(name) || '!'`, day: `DATE '2027-01-01'` }, mode });
        expect(await readRows(lake, 'silver.orders', { columns: 'id, name, day' })).toEqual([
          ['0', 'n0', '2026-11-01'],
          ['1', 'n1', '2026-11-02'],
          ['2', 'n2', '2026-11-03'],
          ['3', 'n3', '2026-11-01'],
          ['4', 'N4!', '2027-01-01'],
          ['5', 'N5!', '2027-01-01'],
        ]);
      });
    });

    it('tells from which version on position deletes are possible, and up to which', async () => {
      for (const formatVersion of [1, 3] as const) {
        const table = `silver.v${formatVersion}`;
        await lake.createTable(table, { columns, formatVersion });
        await lake.append(table, orders(5));
        await expect(lake.delete(table, { where: 'id = 1', mode: 'merge-on-read' })).rejects.toMatchObject({ name: 'UnsupportedOperationError' });
        await lake.delete(table, { where: 'id = 1' });
        expect(await readRows(lake, table, { columns: 'id' })).toEqual([['0'], ['2'], ['3'], ['4']]);
      }
    });

    it.each([['nope = 1'], [''], ['id = '], ['id = 1; DROP TABLE x']])('refuses the condition %j', async where => {
      await lake.createTable('silver.orders', { columns });
      await lake.append('silver.orders', orders(5));
      await expect(lake.delete('silver.orders', { where })).rejects.toMatchObject({ name: 'ValidationError' });
      expect(await ids()).toHaveLength(5);
    });

    it('keeps row ids of version 3 over copy-on-write and compaction', async () => {
      await lake.createTable('silver.orders', { columns, formatVersion: 3 });
      await lake.append('silver.orders', orders(4));
      await lake.append('silver.orders', orders(4, 10));
      await lake.delete('silver.orders', { where: 'id = 1' });
      await lake.update('silver.orders', { where: 'id = 12', set: { name: `'changed'` } });
      await lake.rewriteDataFiles('silver.orders', { rewriteAll: true });
      const { metadata } = await lake.loadTable('silver.orders');
      const [file] = await live(metadata);
      const reserved = { ...metadata, schemas: metadata.schemas.map(schema => ({ ...schema, fields: [...schema.fields, { id: 2147483540, name: 'row_id', required: false, type: { kind: 'primitive' as const, name: 'long' } }, { id: 2147483539, name: 'updated', required: false, type: { kind: 'primitive' as const, name: 'long' } }] })) };
      expect(file.file.recordCount).toBe(7n);
      expect(await readMetadataRows(lake.directory, reserved, { columns: 'id, row_id, updated' })).toEqual([
        ['0', '0', '1'],
        ['2', '2', '1'],
        ['3', '3', '1'],
        ['10', '4', '2'],
        ['11', '5', '2'],
        ['12', '6', '4'],
        ['13', '7', '2'],
      ]);
      const snapshots = metadata.snapshots.map(({ firstRowId, addedRows }) => [firstRowId, addedRows]);
      expect(snapshots.slice(0, 2)).toEqual([['0', '4'], ['4', '4']]);
      const last = metadata.snapshots.at(-1);
      expect(BigInt(metadata.nextRowId ?? 0)).toBe(BigInt(last?.firstRowId ?? 0) + BigInt(last?.addedRows ?? 0));
    });
  });

  describe('evolution', () => {
    it('evolves the schema; old rows are read by field id', async () => {
      await lake.createTable('silver.orders', { columns: [...columns, { name: 'address', type: { struct: [{ name: 'city', type: 'string' }] } }, { name: 'n', type: 'int' }] });
      await lake.append('silver.orders', { rows: [{ id: 1, name: 'x', amount: 1, address: { city: 'Bern' }, n: 7 }] });
      await lake.updateSchema('silver.orders', [
        { change: 'rename', column: 'name', newName: 'customer' },
        { change: 'drop', column: 'amount' },
        { change: 'add', column: { name: 'amount', type: 'double', doc: 'a new one' }, position: { after: 'id' } },
        { change: 'add', parent: 'address', column: { name: 'zip', type: 'string' }, position: { first: true } },
        { change: 'widen', column: 'n', type: 'long' },
        { change: 'make-optional', column: 'id' },
        { change: 'move', column: 'day', position: { first: true } },
      ]);
      const { metadata } = await lake.loadTable('silver.orders');
      expect(metadata.schemas).toHaveLength(2);
      expect(metadata.lastColumnId).toBe(9);
      expect(metadata.schemas[1].fields.map(({ name, id }) => [name, id])).toEqual([['day', 4], ['id', 1], ['amount', 8], ['customer', 2], ['address', 5], ['n', 6]]);
      await lake.append('silver.orders', { rows: [{ customer: 'y', amount: 2.5, address: { zip: '3000', city: null }, n: 2n ** 40n }] });
      expect(await readRows(lake, 'silver.orders', { orderBy: 'customer' })).toEqual([
        [null, '1', null, 'x', { zip: null, city: 'Bern' }, '7'],
        [null, null, 2.5, 'y', { zip: '3000', city: null }, '1099511627776'],
      ]);
    });

    it.each([
      [{ change: 'add', column: { name: 'Name', type: 'int' } }, 'AlreadyExistsError'],
      [{ change: 'add', column: { name: 'x', type: 'int', required: true } }, 'ValidationError'],
      [{ change: 'drop', column: 'nope' }, 'ValidationError'],
      [{ change: 'drop', column: 'day' }, 'ValidationError'],
      [{ change: 'widen', column: 'id', type: 'int' }, 'ValidationError'],
      [{ change: 'widen', column: 'amount', type: 'decimal(12,3)' }, 'ValidationError'],
      [{ change: 'rename', column: 'id', newName: 'name' }, 'AlreadyExistsError'],
      [{ change: 'move', column: 'id', position: { after: 'nope' } }, 'ValidationError'],
    ] as const)('refuses %j', async (change, name) => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
      await expect(lake.updateSchema('silver.orders', [change])).rejects.toMatchObject({ name });
    });

    it('evolves the partitioning, takes up earlier specs, and reads files of all of them', async () => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }] });
      await lake.append('silver.orders', orders(6));
      await lake.updatePartitioning('silver.orders', [{ change: 'add', column: 'id', transform: 'bucket[4]' }, { change: 'remove', name: 'day' }]);
      await lake.append('silver.orders', orders(6, 10));
      await lake.updatePartitioning('silver.orders', [{ change: 'remove', name: 'id_bucket' }, { change: 'add', column: 'day' }]);
      const { metadata } = await lake.loadTable('silver.orders');
      expect(metadata.partitionSpecs.map(spec => spec.fields.map(({ name, fieldId }) => [name, fieldId]))).toEqual([[['day', 1000]], [['id_bucket', 1001]]]);
      expect(metadata.defaultSpecId).toBe(0);
      await lake.delete('silver.orders', { where: 'id % 2 = 0', mode: 'merge-on-read' });
      expect(await ids()).toEqual(['1', '3', '5', '11', '13', '15']);
      await lake.rewriteDataFiles('silver.orders', { rewriteAll: true });
      expect(await ids()).toEqual(['1', '3', '5', '11', '13', '15']);
      const after = await live((await lake.loadTable('silver.orders')).metadata);
      expect(after.map(({ file }) => [file.content, file.specId])).toEqual([['data', 0], ['data', 0], ['data', 0]].slice(0, after.length));
    });

    it('sorts what it writes by the sort order, and counts its changes', async () => {
      await lake.createTable('silver.orders', { columns });
      await lake.replaceSortOrder('silver.orders', [{ column: 'id', direction: 'desc' }]);
      await lake.replaceSortOrder('silver.orders', []);
      await lake.replaceSortOrder('silver.orders', [{ column: 'id', direction: 'desc' }]);
      const { metadata } = await lake.append('silver.orders', orders(2000), { files: 4 });
      expect(metadata.sortOrders.map(({ orderId }) => orderId)).toEqual([0, 1]);
      const bounds = (await live(metadata)).map(({ file }) => Number(Buffer.from(file.lowerBounds?.get(1) ?? []).readBigInt64LE()));
      expect(bounds).toEqual([1500, 1000, 500, 0]);
    });

    it('sets and removes properties, and upgrades the format version', async () => {
      await lake.createTable('silver.orders', { columns, formatVersion: 1 });
      await lake.append('silver.orders', orders(3));
      await lake.setProperties('silver.orders', { 'a.b': '1', c: '2' });
      expect(await lake.setProperties('silver.orders', { c: '2' })).toMatchObject({ attempts: 0 });
      await lake.removeProperties('silver.orders', ['a.b']);
      await lake.upgradeFormatVersion('silver.orders', 2);
      await lake.delete('silver.orders', { where: 'id = 1', mode: 'merge-on-read' });
      await expect(lake.setProperties('silver.orders', { 'format-version': '1' })).rejects.toMatchObject({ name: 'ValidationError' });
      const { metadata } = await lake.upgradeFormatVersion('silver.orders', 3);
      expect(metadata).toMatchObject({ formatVersion: 3, properties: { c: '2' } });
      await lake.append('silver.orders', orders(1, 9));
      expect(await ids()).toEqual(['0', '2', '9']);
    });
  });

  describe('branches, tags and rollback', () => {
    it('commits to branches apart from main, fast-forwards, and keeps tags still', async () => {
      await lake.createTable('silver.orders', { columns });
      await expect(lake.createTag('silver.orders', 'none')).rejects.toMatchObject({ name: 'NoSuchSnapshotError' });
      await lake.append('silver.orders', orders(2));
      await lake.createTag('silver.orders', 'v1', { maxRefAgeMs: DAY_MS });
      await lake.createBranch('silver.orders', 'audit', { minSnapshotsToKeep: 3 });
      await lake.append('silver.orders', orders(2, 10), { branch: 'audit' });
      expect([await ids(), await ids({ ref: 'audit' }), await ids({ ref: 'v1' })]).toEqual([['0', '1'], ['0', '1', '10', '11'], ['0', '1']]);
      await lake.fastForward('silver.orders', 'main', 'audit');
      expect(await ids()).toEqual(['0', '1', '10', '11']);
      await lake.append('silver.orders', orders(1, 20), { branch: 'audit' });
      await lake.append('silver.orders', orders(1, 30));
      await expect(lake.fastForward('silver.orders', 'main', 'audit')).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(lake.append('silver.orders', orders(1), { branch: 'v1' })).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(lake.append('silver.orders', orders(1), { branch: 'nope' })).rejects.toMatchObject({ name: 'NoSuchRefError' });
      await expect(lake.createBranch('silver.orders', 'v1')).rejects.toMatchObject({ name: 'AlreadyExistsError' });
      await expect(lake.dropRef('silver.orders', 'main')).rejects.toMatchObject({ name: 'ValidationError' });
      await lake.dropRef('silver.orders', 'v1');
      expect((await lake.loadTable('silver.orders')).metadata.refs.map(({ name }) => name).sort()).toEqual(['audit', 'main']);
    });

    it('rolls back to an ancestor only, and goes on from there', async () => {
      await lake.createTable('silver.orders', { columns });
      const first = await lake.append('silver.orders', orders(1));
      const second = await lake.append('silver.orders', orders(1, 1));
      await lake.rollback('silver.orders', first.snapshotId ?? '');
      await lake.append('silver.orders', orders(1, 2));
      expect(await ids()).toEqual(['0', '2']);
      const { metadata } = await lake.loadTable('silver.orders');
      expect(metadata.snapshots.at(-1)).toMatchObject({ parentSnapshotId: first.snapshotId, sequenceNumber: '3' });
      expect(metadata.snapshotLog.map(({ snapshotId }) => snapshotId)).toEqual([first.snapshotId, second.snapshotId, first.snapshotId, metadata.currentSnapshotId]);
      await expect(lake.rollback('silver.orders', second.snapshotId ?? '')).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(lake.rollback('silver.orders', '42')).rejects.toMatchObject({ name: 'NoSuchSnapshotError' });
      await expect(lake.rollback('silver.orders', 'abc')).rejects.toMatchObject({ name: 'ValidationError' });
    });
  });

  describe('maintenance', () => {
    it('expires old snapshots by age and number, respects refs, and removes just what nothing needs', async () => {
      await lake.createTable('silver.orders', { columns });
      const made: string[] = [];
      for (let day = 0; day < 6; day++) {
        clockMs += DAY_MS;
        made.push((await lake.overwrite('silver.orders', orders(2, day * 10))).snapshotId ?? '');
      }
      await lake.createTag('silver.orders', 'keep', { snapshotId: made[1] });
      await expect(lake.expireSnapshots('silver.orders', { snapshotIds: [made[1]] })).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining(`tag 'keep'`) });
      const planned = await lake.expireSnapshots('silver.orders', { olderThanMs: clockMs, retainLast: 2, dryRun: true });
      expect((await lake.loadTable('silver.orders')).metadata.snapshots).toHaveLength(6);
      const result = await lake.expireSnapshots('silver.orders', { olderThanMs: clockMs, retainLast: 2 });
      expect(result).toEqual(planned);
      expect(result.expiredSnapshotIds).toEqual([made[0], made[2], made[3]]);
      expect(result.deletedFiles.data).toHaveLength(3);
      expect(result.failedFiles).toEqual([]);
      for (const location of Object.values(result.deletedFiles).flat()) expect(existsSync(location.slice('file://'.length))).toBe(false);
      expect(await ids()).toEqual(['50', '51']);
      expect(await ids({ ref: 'keep' })).toEqual(['10', '11']);
      expect(await ids({ snapshotId: made[4] })).toEqual(['40', '41']);
      expect((await lake.removeOrphanFiles('silver.orders', { olderThanMs: Date.now() + 1000, allowYoung: true })).orphans).toEqual([]);
    });

    it('lets refs expire by their own age', async () => {
      await lake.createTable('silver.orders', { columns });
      await lake.append('silver.orders', orders(1));
      await lake.createTag('silver.orders', 'brief', { maxRefAgeMs: 1000 });
      clockMs += 10 * DAY_MS;
      await lake.append('silver.orders', orders(1, 1));
      expect(await lake.expireSnapshots('silver.orders')).toMatchObject({ expiredRefs: ['brief'], expiredSnapshotIds: [expect.any(String)] });
      expect(await ids()).toEqual(['0', '1']);
    });

    it('compacts small files and applies deletes, in sort order and by partition', async () => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }], sortBy: [{ column: 'id' }] });
      for (let batch = 0; batch < 6; batch++) await lake.append('silver.orders', orders(6, batch * 10));
      await lake.delete('silver.orders', { where: 'id % 10 = 0', mode: 'merge-on-read' });
      const before = await ids();
      expect(await lake.rewriteDataFiles('silver.orders', { partitions: `day = DATE '2026-11-02'`, dryRun: true })).toMatchObject({ rewrittenDataFiles: 6, partitions: 1 });
      const one = await lake.rewriteDataFiles('silver.orders', { partitions: `day = DATE '2026-11-02'` });
      expect(one).toMatchObject({ rewrittenDataFiles: 6, addedDataFiles: 1, removedDeleteFiles: 0 });
      const rest = await lake.rewriteDataFiles('silver.orders');
      expect(rest).toMatchObject({ rewrittenDataFiles: 12, addedDataFiles: 2, removedDeleteFiles: 1, partitions: 2 });
      const { metadata } = await lake.loadTable('silver.orders');
      expect(metadata.snapshots.at(-1)).toMatchObject({ operation: 'replace', summary: { 'total-data-files': '3', 'total-delete-files': '0', 'total-records': String(before.length) } });
      expect(await ids()).toEqual(before);
      expect(await lake.rewriteDataFiles('silver.orders')).toMatchObject({ rewrittenDataFiles: 0 });
      await expect(lake.rewriteDataFiles('silver.orders', { partitions: 'nope = 1' })).rejects.toMatchObject({ name: 'ValidationError' });
    });

    it('aims at the target size', async () => {
      await lake.createTable('silver.orders', { columns, sortBy: [{ column: 'id' }] });
      await lake.append('silver.orders', orders(40_000), { files: 20 });
      const { addedDataFiles, rewrittenBytes } = await lake.rewriteDataFiles('silver.orders', { targetFileSizeBytes: 100_000 });
      expect(addedDataFiles).toBe(Math.ceil(Number(rewrittenBytes) / 100_000));
      expect(addedDataFiles).toBeGreaterThan(1);
    });

    it('merges manifests by partition, and leaves well ones alone', async () => {
      await lake.createTable('silver.orders', { columns, partitionBy: [{ column: 'day' }], properties: { 'commit.manifest-merge.enabled': 'false' } });
      for (let batch = 0; batch < 6; batch++) await lake.append('silver.orders', orders(3, batch * 10));
      const before = await ids();
      const result = await lake.rewriteManifests('silver.orders');
      expect(result).toMatchObject({ rewrittenManifests: 6, addedManifests: 1, keptManifests: 0, snapshotId: expect.any(String) });
      expect(await lake.rewriteManifests('silver.orders')).toEqual({ rewrittenManifests: 0, addedManifests: 0, keptManifests: 1 });
      const { metadata } = await lake.loadTable('silver.orders');
      const partitions = (await live(metadata)).map(({ file }) => Number(file.partition[0]));
      expect(partitions).toEqual([...partitions].sort((a, b) => a - b));
      expect((await live(metadata)).map(({ status, sequenceNumber }) => [status, sequenceNumber])).toContainEqual(['existing', 6n]);
      expect(await ids()).toEqual(before);
    });

    it('merges manifests while appending when the table has many', async () => {
      await lake.createTable('silver.orders', { columns, properties: { 'commit.manifest.min-count-to-merge': '4' } });
      for (let batch = 0; batch < 9; batch++) await lake.append('silver.orders', orders(2, batch * 10));
      const io = await LocalFileIO.create({ roots: [lake.directory] });
      const { metadata } = await lake.loadTable('silver.orders');
      const manifests = await readManifestList(io, metadata, metadata.snapshots.at(-1)!);
      expect(manifests.length).toBeLessThan(4);
      expect(await ids()).toHaveLength(18);
      expect(new Set((await live(metadata)).map(({ sequenceNumber }) => sequenceNumber)).size).toBe(9);
    });

    it('removes old orphans of the table only', async () => {
      const { metadata } = await lake.createTable('silver.orders', { columns });
      await lake.append('silver.orders', orders(3));
      const folder = metadata.location.slice('file://'.length);
      const old = new Date(Date.now() - 10 * DAY_MS);
      const orphans = ['data/lost.parquet', 'metadata/00009-lost.metadata.json', 'data/.writing-x'].map(name => join(folder, name));
      for (const path of orphans) writeFileSync(path, 'x');
      for (const path of filesBelow(folder)) utimesSync(path, old, old);
      const young = join(folder, 'data/young.parquet');
      writeFileSync(young, 'x');
      await expect(lake.removeOrphanFiles('silver.orders', { olderThanMs: Date.now() })).rejects.toMatchObject({ name: 'ValidationError' });
      expect((await lake.removeOrphanFiles('silver.orders', { dryRun: true })).orphans).toHaveLength(3);
      expect(orphans.every(path => existsSync(path))).toBe(true);
      const result = await lake.removeOrphanFiles('silver.orders');
      expect(result.orphans.map(({ location }) => location).sort()).toEqual(orphans.map(path => `file://${path}`).sort());
      expect(orphans.some(path => existsSync(path))).toBe(false);
      expect(existsSync(young)).toBe(true);
      expect(await ids()).toHaveLength(3);
    });

    it('refuses to remove files of tables that share a folder, or say that others may use their files', async () => {
      const { metadata } = await lake.createTable('silver.orders', { columns });
      await lake.createTable('silver.inside', { columns, location: `${metadata.location}/inside` });
      await expect(lake.removeOrphanFiles('silver.orders')).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining('silver.inside') });
      await expect(lake.dropTable('silver.orders', { purge: true })).rejects.toMatchObject({ name: 'ValidationError' });
      await lake.setProperties('silver.inside', { 'gc.enabled': 'false' });
      await expect(lake.expireSnapshots('silver.inside')).rejects.toMatchObject({ name: 'UnsupportedOperationError' });
    });

    it('trims the metadata log, and removes the files that left it', async () => {
      const { metadata } = await lake.createTable('silver.orders', { columns, properties: { 'write.metadata.previous-versions-max': '3' } });
      for (let step = 0; step < 8; step++) await lake.setProperties('silver.orders', { step: String(step) });
      const files = filesBelow(join(metadata.location.slice('file://'.length), 'metadata'));
      expect(files).toHaveLength(4);
      const { metadataLog } = (await lake.loadTable('silver.orders')).metadata;
      expect(metadataLog.map(({ metadataLocation }) => /(\d+)-/.exec(metadataLocation.split('/').at(-1) ?? '')?.[1])).toEqual(['00005', '00006', '00007']);
    });
  });

  it('never lets the clock of a commit go back', async () => {
    await lake.createTable('silver.orders', { columns });
    await lake.append('silver.orders', orders(1));
    clockMs -= DAY_MS;
    const { metadata } = await lake.append('silver.orders', orders(1));
    expect(metadata.snapshots[1].timestampMs).toBe(metadata.snapshots[0].timestampMs);
  });
});
