import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { CreateLakehouseRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { LakehouseDirectory } from '../connectors';
import {
  DatabaseCreatedLakehouseStore,
  migrationsDirectory,
} from '../database';
import { LakehouseCreator } from './LakehouseCreator';

jest.setTimeout(60_000);

const REQUEST: CreateLakehouseRequest = {
  name: 'fresh',
  owner: 'data-platform',
  layers: ['bronze'],
  target: 'embedded',
};
const ASKED = { credentials: mockCredentials.user('user:default/ann') };

describe('LakehouseCreator', () => {
  const databases = createTestDatabases();
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'creator-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function setUp(id: Parameters<typeof databases.init>[0]) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    const created = DatabaseCreatedLakehouseStore.create({ knex });
    const directory = LakehouseDirectory.create({ configured: [], created });
    const clock = { now: Date.now() };
    const events: unknown[] = [];
    const make = jest.fn(
      async (_request: CreateLakehouseRequest, folder: string) =>
        writeFile(join(folder, 'catalog.db'), ''),
    );
    const creator = LakehouseCreator.create({
      embeddedDirectory: root,
      directory,
      created,
      make,
      requireReadable: async () => {},
      registered: {
        requirePolicy: async () => {},
        refreshPolicies: async () => {},
        // Whoever registers anew has another test.
        change: async () => {
          throw new Error('nothing is registered anew here');
        },
      },
      onChanged: async event => void events.push(event),
      logger: mockServices.logger.mock(),
      now: () => clock.now,
    });
    return { knex, created, directory, clock, events, make, creator };
  }

  it('registers one that is on Kubernetes already: nothing is made, it is read through its Trino, and its pods are found', async () => {
    const { creator, make, directory } = await setUp('SQLITE_3');
    const request: CreateLakehouseRequest = {
      ...{ ...REQUEST, target: 'kubernetes' },
      kubernetes: {
        ...{ cluster: 'production', namespace: 'lakes' },
        trino: {
          server: 'http://fresh-trino.lakes.svc:8080/',
          ...{ catalog: 'lakehouse', user: 'portal' },
        },
      },
    };
    const connection = await creator.create(request, ASKED);
    expect(connection).toMatchObject({
      ...{ name: 'fresh', type: 'trino', origin: 'portal' },
      annotations: {
        'backstage.io/kubernetes-id': 'fresh',
        'backstage.io/kubernetes-namespace': 'lakes',
        'backstage.io/kubernetes-cluster': 'production',
      },
    });
    expect(connection.layers.get('bronze')).toBe('bronze');
    expect(connection.config.get('trino')).toEqual({
      server: 'http://fresh-trino.lakes.svc:8080',
      ...{ catalog: 'lakehouse', user: 'portal' },
    });
    expect(make).not.toHaveBeenCalled();
    expect(await readdir(root)).toEqual([]);
    await creator.create(request, ASKED);
    expect(await directory.list()).toHaveLength(1);
    await expect(creator.create(REQUEST, ASKED)).rejects.toThrow(
      /already, and it is another one/,
    );
  });

  it.each([
    [{ kubernetes: undefined }, /kubernetes: must say in which cluster/],
    [{ target: 'embedded' as const }, /for the target kubernetes only/],
    [{ sampleTables: true }, /embedded lakehouses only/],
    [{ server: 'ftp://trino' }, /http:\/\/ or https:\/\//],
    [{ server: 'http://a:secret@trino' }, /without a password/],
    [{ user: ' ' }, /trino\.user: must not be empty/],
    [
      { secrets: { password: { name: 'users', key: 'password' } } },
      /must start with https:\/\/ where there is a password/,
    ],
  ])('refuses to register what makes no sense: %j', async (change, message) => {
    const { creator } = await setUp('SQLITE_3');
    const {
      server = 'http://trino',
      user = 'portal',
      secrets,
      ...rest
    } = change as {
      server?: string;
      user?: string;
      secrets?: object;
    };
    await expect(
      creator.create(
        {
          ...{ ...REQUEST, target: 'kubernetes' },
          kubernetes: {
            ...{ cluster: 'production', namespace: 'lakes' },
            trino: { server, catalog: 'lakehouse', user, ...{ secrets } },
          },
          ...rest,
        },
        ASKED,
      ),
    ).rejects.toThrow(message);
  });

  it.each(databases.eachSupportedId())(
    'creates it once, with its owner in full, and knows who asked, on %p',
    async id => {
      const { knex, creator, make, directory, events } = await setUp(id);
      const connection = await creator.create(REQUEST, ASKED);
      expect(connection).toMatchObject({
        name: 'fresh',
        title: 'fresh',
        owner: 'group:default/data-platform',
        origin: 'portal',
        type: 'embedded',
      });
      // Told in another way, but the same.
      await creator.create(
        {
          ...REQUEST,
          owner: 'group:default/data-platform',
          sampleTables: false,
        },
        ASKED,
      );
      expect(make).toHaveBeenCalledTimes(1);
      expect(events).toEqual([{ lakehouse: 'fresh', change: 'created' }]);
      expect(await readdir(join(root, 'fresh'))).toEqual(['catalog.db']);
      expect(await directory.list()).toHaveLength(1);
      expect(await knex('lakehouse_created').first()).toMatchObject({
        created_by: 'user:default/ann',
        state: 'ready',
      });
      await expect(
        creator.create({ ...REQUEST, title: 'Other' }, ASKED),
      ).rejects.toMatchObject({ name: 'ConflictError' });
    },
  );

  it.each(databases.eachSupportedId())(
    'leaves nothing behind when it fails, and can be tried again, on %p',
    async id => {
      const { knex, creator, make, directory } = await setUp(id);
      make.mockImplementationOnce(async (_request, folder) => {
        await writeFile(join(folder, 'half'), '');
        throw new Error('disk full');
      });
      await expect(creator.create(REQUEST, ASKED)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('nothing is left of it: disk full'),
      });
      expect(await readdir(root)).toEqual([]);
      expect(await knex('lakehouse_created')).toEqual([]);
      expect(await directory.list()).toEqual([]);
      await creator.create(REQUEST, ASKED);
      expect(await readdir(join(root, 'fresh'))).toEqual(['catalog.db']);
    },
  );

  it.each(databases.eachSupportedId())(
    'goes on where a process died, once it is sure that it did, on %p',
    async id => {
      const { creator, created, make, clock } = await setUp(id);
      // A process that has died gives no signs of life, however long this test takes.
      jest.spyOn(created, 'heartbeat').mockResolvedValue(true);
      const death = new Promise<never>(() => {});
      make.mockImplementationOnce(async (_request, folder) => {
        await writeFile(join(folder, 'half'), '');
        return death;
      });
      const dead = creator.create(REQUEST, ASKED);
      dead.catch(() => undefined);
      await eventually(() => access(join(root, 'fresh', 'half')));
      const waiting = creator.create(REQUEST, ASKED);
      await new Promise(resolve => setTimeout(resolve, 400));
      expect(make).toHaveBeenCalledTimes(1);
      clock.now += 61_000;
      // A look past the patience of the one who waits, by another who comes new.
      await Promise.allSettled([waiting, creator.create(REQUEST, ASKED)]);
      await creator.create(REQUEST, ASKED);
      expect(make).toHaveBeenCalledTimes(2);
      expect(await readdir(join(root, 'fresh'))).toEqual(['catalog.db']);
    },
  );
});

async function eventually(check: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await check();
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
