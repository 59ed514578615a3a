import {
  FileReadError,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { statSync } from 'node:fs';
import { localPathOf } from '../connectors/embedded/localPathOf';
import { ORDERS, shopScanner } from './__testUtils__/shopScanner';
import type { LakehouseScanner } from './LakehouseScanner';

jest.setTimeout(60_000);

describe('LakehouseScanner', () => {
  const shop = shopScanner();

  it.each(shop.databases.eachSupportedId())(
    'reads after a commit only the metadata file, the manifest list and the new manifest, once each, also after a restart, on %p',
    async id => {
      await shop.lakehouse.setProperties('silver.orders', {
        'history.expire.min-snapshots-to-keep': '1',
      });
      const { connector, clock, tables, replica, scan, find, reclaimable } =
        await shop.setUp(id);
      const { fileIO } = connector;
      const everRead = new Set<string>();
      /** Commits, scans, and tells what was read of which kind: nothing twice, and nothing that was read before. */
      async function readsAfter(
        commit: () => Promise<unknown>,
        scanner: LakehouseScanner,
      ) {
        await commit();
        connector.pages = [await shop.lakehouse.listTables()];
        fileIO.reads.clear();
        await scan({ scanner });
        for (const [location, count] of fileIO.reads) {
          expect([location, count, everRead.has(location)]).toEqual([
            location,
            1,
            false,
          ]);
          everRead.add(location);
        }
        return [...fileIO.reads.keys()]
          .map(location => {
            if (location.endsWith('.json')) return 'metadata';
            return location.includes('/snap-') ? 'list' : 'manifest';
          })
          .sort();
      }
      const append = (order_id: number) => () =>
        shop.lakehouse.append('silver.orders', {
          rows: [{ order_id, day: '2026-11-05', total: '1.00' }],
        });
      const onlyNew = ['list', 'manifest', 'metadata'];

      const { scanner } = replica();
      for (let order = 20; order < 23; order++) await append(order)();
      await readsAfter(append(23), scanner);
      expect(await find()).toMatchObject({ records: 24, dataFiles: 8 });

      expect(await readsAfter(append(30), scanner)).toEqual(onlyNew);
      expect(await find()).toMatchObject({ records: 25, dataFiles: 9 });
      expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
      const restarted = replica().scanner;
      expect(await readsAfter(append(31), restarted)).toEqual(onlyNew);
      expect(await find()).toMatchObject({ records: 26, dataFiles: 10 });

      // Now old snapshots alone have ten files. Which, is known without reading their manifests again.
      const { sizeBytes: before = 0, dataFiles } = (await find())!;
      expect(before).toBeGreaterThan(0);
      const overwrite = () =>
        shop.lakehouse.overwrite('silver.orders', {
          rows: [{ order_id: 1, day: '2026-11-01', total: '1.00' }],
        });
      expect(await readsAfter(overwrite, replica().scanner)).toContain('list');
      expect(await find()).toMatchObject({ records: 1 });
      const { id: tableId } = (await tables.find(ORDERS))!;
      expect((await tables.readDocuments(tableId))?.health).toMatchObject({
        oldSnapshotBytes: before,
        oldSnapshotFiles: dataFiles,
      });
      // The retention holds all of them. Years later it does not, and what goes then is known without reading anything.
      expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
      clock.now += 3 * 365 * 86_400_000;
      expect(await readsAfter(async () => {}, replica().scanner)).toEqual([]);
      const { deletedFiles } = await shop.lakehouse.expireSnapshots(
        'silver.orders',
        { olderThanMs: clock.now, retainLast: 1, dryRun: true },
      );
      const going = Object.values(deletedFiles).flat();
      expect(going.length).toBeGreaterThan(dataFiles!);
      expect(await reclaimable()).toEqual({
        bytes: going.reduce(
          (sum, location) => sum + BigInt(statSync(localPathOf(location)).size),
          0n,
        ),
        files: going.length,
      });
    },
  );

  it('reads everything, and says once why, when the database can keep nothing of it', async () => {
    const { knex, logger, connector, scan, find, reclaimable } =
      await shop.setUp('SQLITE_3');
    await knex.schema.dropTable('lakehouse_manifest_rollups');
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 4, scanError: undefined });
    await shop.lakehouse.append('silver.orders', {
      rows: [{ order_id: 20, day: '2026-11-05', total: '1.00' }],
    });
    connector.pages = [await shop.lakehouse.listTables()];
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 5 });
    expect(await reclaimable()).toEqual({ bytes: 0n, files: 0 });
    const warnings = logger.warn.mock.calls.filter(([text]) =>
      text.includes('lakehouse_manifest_rollups'),
    );
    // Once for each of the two back ends.
    expect(warnings).toHaveLength(2);
  });

  it.each(shop.databases.eachSupportedId())(
    'asks about each table where the listing tells no version: about quiet ones seldom, about all when somebody wants it, on %p',
    async id => {
      const { connector, scan, find, clock, knex } = await shop.setUp(id);
      const pointers = new Map(
        (await shop.lakehouse.listTables()).map(pointer => [
          pointer.name,
          pointer,
        ]),
      );
      connector.pages = [
        [...pointers.values()].map(({ namespace, name }) => ({
          namespace,
          name,
        })),
      ];
      const asked: string[] = [];
      const answers: unknown[] = [];
      connector.readTable = async ({ name }, options) => {
        asked.push(`${name} ${options?.knownVersion}`);
        const location = pointers.get(name)!.metadataLocation!;
        const version = `etag-${location.slice(-40)}`;
        const answer =
          options?.knownVersion === version
            ? 'unchanged'
            : {
                metadata: await readTableMetadata(connector.fileIO, location),
                version,
              };
        answers.push(answer);
        return answer;
      };
      expect(await scan()).toMatchObject({
        status: 'ok',
        tablesTotal: 2,
        tablesUnchanged: 0,
      });
      expect(asked.sort()).toEqual(['customers undefined', 'orders undefined']);
      expect(await find()).toMatchObject({ records: 20 });
      const scannedAt = (await find())?.scannedAt;

      // Just committed: each scan asks, and is told that nothing has changed.
      const reads = connector.fileIO.readCount;
      clock.now += 60_000;
      expect(await scan()).toMatchObject({ status: 'ok', tablesUnchanged: 2 });
      expect(answers.slice(2)).toEqual(['unchanged', 'unchanged']);
      expect(connector.fileIO.readCount).toBe(reads);
      expect((await find())?.scannedAt).not.toBe(scannedAt);

      // Quiet for ten days: asked after an hour.
      await knex('lakehouse_tables').update({
        last_commit_at: clock.now - 10 * 24 * 3_600_000,
      });
      asked.length = 0;
      clock.now += 30 * 60_000;
      expect(await scan()).toMatchObject({ tablesUnchanged: 0 });
      expect(asked).toEqual([]);
      expect(await scan({ isAskedFor: true })).toMatchObject({
        tablesUnchanged: 2,
      });
      expect(asked).toHaveLength(2);
      clock.now += 3_600_000;
      await scan();
      expect(asked).toHaveLength(4);

      await shop.lakehouse.append('silver.customers', {
        rows: [{ customer_id: 2 }],
      });
      for (const pointer of await shop.lakehouse.listTables()) {
        pointers.set(pointer.name, pointer);
      }
      expect(await scan({ isAskedFor: true })).toMatchObject({
        tablesUnchanged: 1,
      });
      expect(await find({ ...ORDERS, table: 'customers' })).toMatchObject({
        records: 2,
      });
      const runs = await knex('lakehouse_scan_runs').select(
        'tables_read',
        'tables_unchanged',
      );
      expect(runs.at(-1)).toEqual({ tables_read: 1, tables_unchanged: 1 });
    },
  );

  it('tries a table again of which a manifest could not be read, and counts what it could', async () => {
    const { connector, scan, find } = await shop.setUp('SQLITE_3');
    const read = connector.fileIO.read.bind(connector.fileIO);
    let isDisturbed = true;
    jest
      .spyOn(connector.fileIO, 'read')
      .mockImplementation(async (location, options) => {
        const isManifest =
          location.endsWith('.avro') && !location.includes('/snap-');
        if (isDisturbed && isManifest) {
          throw new FileReadError('disturbed', { location });
        }
        return read(location, options);
      });
    await scan();
    expect(await find()).toMatchObject({
      dataFiles: undefined,
      scanError: undefined,
    });
    isDisturbed = false;
    await scan();
    expect(await find()).toMatchObject({ dataFiles: 4, records: 20 });
    const reads = connector.fileIO.readCount;
    await scan();
    expect(connector.fileIO.readCount).toBe(reads);
  });
});
