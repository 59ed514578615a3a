import { shopScanner } from './__testUtils__/shopScanner';
import { ScanTimeoutError } from './ScanTimeoutError';

jest.setTimeout(60_000);

describe('LakehouseScanner', () => {
  const shop = shopScanner();

  it.each(shop.databases.eachSupportedId())(
    'keeps the last good answer of a table that fails, and tries it again, on %p',
    async id => {
      const { connector, scan, find } = await shop.setUp(id);
      await scan();
      const good = await find();
      const pointers = await shop.lakehouse.listTables();
      connector.pages = [
        pointers.map(pointer =>
          pointer.name === 'orders'
            ? { ...pointer, metadataLocation: '/etc/passwd' }
            : pointer,
        ),
      ];
      expect(await scan()).toMatchObject({
        status: 'partial',
        tablesTotal: 2,
        tablesFailed: 1,
      });
      expect(await find()).toEqual({
        ...good,
        scanError: expect.stringContaining('LocationNotAllowedError'),
      });
      connector.pages = [pointers];
      expect(await scan()).toMatchObject({ status: 'ok', error: undefined });
      expect(await find()).toMatchObject({
        score: good?.score,
        scanError: undefined,
      });
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'leaves a source that fails alone for longer and longer, unless somebody asks, and keeps what is known of it, on %p',
    async id => {
      const { connector, scan, names, clock } = await shop.setUp(id, {
        scan: { retry: { first: 'PT1M', longest: 'PT5M' }, every: 'PT10M' },
      });
      let listings = 0;
      connector.beforePage = async () => void (listings += 1);
      await scan({ onlyIfDue: true });
      expect(listings).toBe(1);
      // A good scan is followed by the next when its time has come.
      clock.now += 5 * 60_000;
      await scan({ onlyIfDue: true });
      expect(listings).toBe(1);
      clock.now += 5 * 60_000;
      const pages = connector.pages;
      connector.pages = [new Error('down')];
      const failing = await scan({ onlyIfDue: true });
      expect(listings).toBe(2);
      const failedAt = clock.now;
      expect(failing).toMatchObject({
        status: 'failed',
        error: 'down',
        consecutiveErrors: 1,
        failingSince: new Date(failedAt).toISOString(),
        nextAttemptAt: new Date(failedAt + 60_000).toISOString(),
        lastSuccessAt: new Date(failedAt - 10 * 60_000).toISOString(),
        tablesTotal: 2,
      });
      const waits: number[] = [];
      let waited = 0;
      while (waits.length < 4) {
        clock.now += 10_000;
        waited += 10_000;
        const before = listings;
        await scan({ onlyIfDue: true });
        if (listings > before) {
          waits.push(waited);
          waited = 0;
        }
      }
      expect(waits).toEqual([60_000, 120_000, 240_000, 300_000]);
      expect(await names()).toEqual(['customers', 'orders']);

      connector.pages = pages;
      expect(await scan({ isAskedFor: true })).toMatchObject({
        status: 'ok',
        consecutiveErrors: 0,
        failingSince: undefined,
        lastSuccessAt: new Date(clock.now).toISOString(),
      });
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'bug: a clock that was a year ahead, and was set right, keeps no source from being scanned, on %p',
    async id => {
      const { connector, scan, scans, names, clock } = await shop.setUp(id, {
        scan: { every: 'PT10M' },
      });
      let listings = 0;
      connector.beforePage = async () => void (listings += 1);
      const all = connector.pages;
      const year = 365 * 24 * 3_600_000;
      clock.now += year;
      await scan();
      connector.pages = [(await shop.lakehouse.listTables()).slice(0, 1)];
      await scan();
      clock.now -= year;
      const missing = await scan({ onlyIfDue: true });
      expect(listings).toBe(3);
      expect(missing).toMatchObject({
        status: 'ok',
        tablesMissing: 1,
        lastAttemptAt: new Date(clock.now).toISOString(),
      });
      clock.now += 3_600_000;
      await scan({ onlyIfDue: true });
      expect(await names()).toHaveLength(1);

      // A scan that died with the clock ahead keeps nobody waiting either.
      expect(await scans.claim('shop', clock.now + year)).toBeDefined();
      connector.pages = all;
      expect(await scan()).toMatchObject({ status: 'ok', tablesTotal: 2 });
      // Clocks of replicas that differ by little.
      expect(await scans.claim('shop', clock.now + 10_000)).toBeDefined();
      expect(await scans.claim('shop', clock.now)).toBeUndefined();
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'lets one of several replicas scan at a time, and takes over from one that died, on %p',
    async id => {
      const { connector, connection, replica, scans, clock, names, knex } =
        await shop.setUp(id);
      let listings = 0;
      connector.beforePage = async () => {
        listings += 1;
        await new Promise(resolve => setTimeout(resolve, 100));
      };
      await Promise.all([
        replica().scanner.scan(connection, { whenBusy: 'join' }),
        replica().scanner.scan(connection, { whenBusy: 'skip' }),
        replica().scanner.scan(connection, { whenBusy: 'join' }),
      ]);
      expect(listings).toBe(1);
      expect(await names()).toEqual(['customers', 'orders']);

      const dead = await scans.claim('shop', clock.now);
      expect(dead).toBeDefined();
      expect(await scans.claim('shop', clock.now + 29_000)).toBeUndefined();
      expect((await scans.listStates(clock.now)).get('shop')).toMatchObject({
        status: 'running',
      });
      // Who waits for it does the scan when it has been silent for half a minute.
      const waiting = replica().scanner.scan(connection, { whenBusy: 'join' });
      await new Promise(resolve => setTimeout(resolve, 300));
      clock.now += 31_000;
      expect((await scans.listStates(clock.now)).get('shop')).toMatchObject({
        status: 'ok',
      });
      await waiting;
      expect(listings).toBe(2);
      expect(await scans.heartbeat('shop', dead!, clock.now)).toBe(false);
      expect(
        await knex('lakehouse_scan_runs').where({ status: 'ok' }),
      ).toHaveLength(2);
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'stops when it is told to, and leaves the state as it was, on %p',
    async id => {
      const { connector, scan, names, knex } = await shop.setUp(id);
      await scan();
      const stop = new AbortController();
      connector.beforePage = async () => stop.abort(new Error('enough'));
      expect(await scan({ signal: stop.signal })).toMatchObject({
        status: 'ok',
        tablesTotal: 2,
      });
      expect(await names()).toEqual(['customers', 'orders']);
      expect(
        await knex('lakehouse_scan_runs').where({ status: 'cancelled' }),
      ).toMatchObject([{ error: expect.stringContaining('enough') }]);
    },
  );

  it.each(shop.databases.eachSupportedId())(
    'bug: shows that the schedule stopped a scan because it took too long, and keeps what is known, on %p',
    async id => {
      const { connector, scan, names } = await shop.setUp(id);
      await scan();
      const stop = new AbortController();
      connector.beforePage = async () =>
        stop.abort(new ScanTimeoutError(30 * 60_000));
      expect(await scan({ signal: stop.signal })).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('schedule.timeout allows (30 minutes)'),
        consecutiveErrors: 1,
        tablesTotal: 2,
      });
      expect(await names()).toEqual(['customers', 'orders']);
    },
  );
});
