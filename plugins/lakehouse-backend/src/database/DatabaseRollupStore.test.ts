import { createHash, randomBytes } from 'node:crypto';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { DatabaseRollupStore } from './DatabaseRollupStore';
import { migrationsDirectory } from './openDatabase';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;

describe('DatabaseRollupStore', () => {
  const databases = createTestDatabases();

  async function setUp(
    id: Parameters<typeof databases.init>[0],
    maxBytes = 1_000_000,
  ) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    const clock = { now: Date.UTC(2026, 10, 24) };
    const replica = () =>
      DatabaseRollupStore.create({ knex, maxBytes, now: () => clock.now });
    const keysLeft = async () =>
      (
        await knex('lakehouse_manifest_rollups').select('key').orderBy('key')
      ).map(({ key }) => key);
    return { knex, clock, replica, keysLeft };
  }

  it.each(databases.eachSupportedId())(
    'gives back exactly the bytes, of more keys than a statement may have parameters, on %p',
    async id => {
      const { replica } = await setUp(id);
      const values = new Map(
        Array.from({ length: 500 }, (_, index) => [
          keyOf(index),
          randomBytes(index),
        ]),
      );
      await replica().write(values);
      const keys = [...values.keys(), keyOf('unknown')];
      const found = await replica().read(keys);
      expect(found.size).toBe(500);
      for (const [key, bytes] of found) {
        expect(Buffer.compare(bytes, values.get(key)!)).toBe(0);
      }
      expect(await replica().read([])).toEqual(new Map());
    },
  );

  it.each(databases.eachSupportedId())(
    'lets replicas write the same values at the same time, in any order, on %p',
    async id => {
      const { replica, keysLeft } = await setUp(id);
      const values = Array.from(
        { length: 300 },
        (_, index): [string, Uint8Array] => [
          keyOf(index),
          Buffer.from([index % 256]),
        ],
      );
      await Promise.all([
        replica().write(new Map(values)),
        replica().write(new Map([...values].reverse())),
        replica().write(new Map(values.slice(100))),
      ]);
      expect(await keysLeft()).toHaveLength(300);
      // A view of a larger buffer is stored as what it shows.
      const whole = Buffer.from([1, 2, 3, 4]);
      await replica().write(new Map([[keyOf(7), whole.subarray(1, 3)]]));
      const [bytes] = (await replica().read([keyOf(7)])).values();
      expect([...bytes]).toEqual([2, 3]);
    },
  );

  it.each(databases.eachSupportedId())(
    'removes what was used longest ago when there is too much, and writes a use once a day, on %p',
    async id => {
      const { knex, clock, replica, keysLeft } = await setUp(id, 1000);
      const write = (name: string) =>
        replica().write(new Map([[keyOf(name), new Uint8Array(90)]]));
      const names = [...'abcdefghijk'];
      for (const name of names) {
        await write(name);
        clock.now += DAY_MS;
      }
      const updates: string[] = [];
      knex.on('query', ({ sql }: { sql: string }) => updates.push(sql));
      await replica().read([keyOf('a')]);
      await replica().read([keyOf('a')]);
      expect(updates.filter(sql => sql.startsWith('update'))).toHaveLength(1);

      // Eleven times 90 bytes fit; a twelfth does not, and pruning makes a little more room than that.
      await replica().prune();
      expect(await keysLeft()).toHaveLength(11);
      await write('l');
      await replica().prune();
      expect(await keysLeft()).toEqual(
        ['a', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'].map(keyOf).sort(),
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'stays within its limit while the first scan writes a lot, without a schedule, on %p',
    async id => {
      const { replica, keysLeft, knex } = await setUp(id, 10_000);
      const store = replica();
      for (let index = 0; index < 100; index++) {
        await store.write(new Map([[keyOf(index), new Uint8Array(500)]]));
      }
      const [{ total }] = await knex('lakehouse_manifest_rollups').sum({
        total: 'size_bytes',
      });
      expect(Number(total)).toBeLessThanOrEqual(11_500);
      expect((await keysLeft()).length).toBeGreaterThan(15);
      // One that is larger than its share is not kept at all: it would push out the others.
      await store.write(new Map([[keyOf('huge'), new Uint8Array(5_000)]]));
      expect(await store.read([keyOf('huge')])).toEqual(new Map());
    },
  );
});

function keyOf(name: number | string): string {
  return createHash('sha256').update(String(name)).digest('hex');
}
