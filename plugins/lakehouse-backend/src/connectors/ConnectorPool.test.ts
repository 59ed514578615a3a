import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { LakehouseConnectionContext } from '@lakehouse-portal/plugin-lakehouse-node';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { FakeConnector } from '../__testUtils__/FakeConnector';
import { untilTrue } from '../__testUtils__/untilTrue';
import { readConnection } from '../config';
import { ConnectorPool } from './ConnectorPool';
import { ConnectorRegistry } from './ConnectorRegistry';

async function setUp(
  connect: (
    context: LakehouseConnectionContext,
    connector: FakeConnector,
  ) => Promise<FakeConnector>,
) {
  const connector = new FakeConnector(await LocalFileIO.create({ roots: [] }));
  const registry = new ConnectorRegistry();
  const factory = {
    type: 'fake',
    connect: jest.fn((context: LakehouseConnectionContext) =>
      connect(context, connector),
    ),
  };
  registry.add(factory);
  const pool = ConnectorPool.create({
    registry,
    logger: mockServices.logger.mock({
      child: () => mockServices.logger.mock(),
    }),
  });
  const connection = readConnection(
    'shop',
    new ConfigReader({ type: 'fake' }),
    'lakehouse.connections.shop',
  );
  return { pool, connection, connector, factory };
}

describe('ConnectorPool', () => {
  it('opens a connection once for all who ask, tells them what it does, and closes it', async () => {
    let ready: () => void = () => {};
    const { pool, connection, connector, factory } = await setUp(
      async (context, opened) => {
        context.onProgress?.('Being prepared: 1 of 2 tables');
        await new Promise<void>(resolve => {
          ready = resolve;
        });
        context.onProgress?.('Being prepared: 2 of 2 tables');
        return opened;
      },
    );
    const heard: string[][] = [[], []];
    const first = pool.get(connection, {
      onProgress: activity => heard[0].push(activity),
    });
    await untilTrue(
      async () => heard[0],
      ({ length }) => length > 0,
    );
    // Who comes late hears what is going on, too.
    const second = pool.get(connection, {
      onProgress: activity => heard[1].push(activity),
    });
    const impatient = pool.get(connection, { signal: AbortSignal.timeout(10) });
    await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' });
    ready();
    expect(await first).toBe(connector);
    expect(await second).toBe(connector);
    expect(heard).toEqual([
      ['Being prepared: 1 of 2 tables', 'Being prepared: 2 of 2 tables'],
      ['Being prepared: 1 of 2 tables', 'Being prepared: 2 of 2 tables'],
    ]);
    expect(factory.connect).toHaveBeenCalledTimes(1);
    await pool.close();
    expect(connector.closed).toBe(true);
  });

  it('tries again after a failure, whose reason it tells', async () => {
    let attempts = 0;
    const { pool, connection, connector } = await setUp(
      async (_context, opened) => {
        attempts += 1;
        if (attempts === 1) throw new Error('no route to host');
        if (attempts === 2)
          throw new InputError(
            'Config lakehouse.connections.shop.uri is missing',
          );
        return opened;
      },
    );
    await expect(pool.get(connection)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'Lakehouse "shop" can\'t be opened: no route to host',
      ),
    });
    await expect(pool.get(connection)).rejects.toMatchObject({
      name: 'InputError',
    });
    expect(await pool.peek(connection)).toBe(connector);
  });

  it('gives a page without the connector what it can do without it', async () => {
    const { pool, connection } = await setUp(async () => {
      throw new Error('down');
    });
    expect(await pool.peek(connection)).toBeUndefined();
  });
});
