import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  MaintenanceClient,
  type RunDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { startPlugin } from './startPlugin';
import { TestPlanner } from './TestPlanner';
import { untilTrue } from './untilTrue';

/** The table that is maintained. */
export const ORDERS = { lakehouse: 'shop', schema: 'silver', table: 'orders' };
/** Its name in the lakehouse. */
export const NAME = 'silver.orders';
/** Who proposes runs. */
export const ANN = { token: mockCredentials.user.token('user:default/ann') };
/** Who approves them. */
export const BEN = { token: mockCredentials.user.token('user:default/ben') };

/**
 * A back end with an embedded lakehouse whose table silver.orders has many small files, and a client of it, made anew for
 * each test. To be called once in a test file.
 */
export function maintainedShop() {
  let root: string;
  let lake: EmbeddedLakehouse;
  let planner: TestPlanner;
  let backend: Awaited<ReturnType<typeof startPlugin>>;
  let client: MaintenanceClient;

  async function start(
    options: {
      denied?: string[];
      /** Plans as it does for anybody, and not by the planner of the tests. */
      plansItself?: boolean;
    } = {},
  ) {
    backend = await startPlugin({
      lakehouse: {
        connections: {
          shop: { type: 'embedded', directory: join(root, 'shop') },
        },
        maintenance: { pollSeconds: 1 },
      },
      planner: options.plansItself ? undefined : planner,
      denied: options.denied,
    });
    const { port } = backend.server.address() as AddressInfo;
    client = new MaintenanceClient({
      discoveryApi: {
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
      },
    });
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'maintenance-'));
    lake = await EmbeddedLakehouse.open({
      directory: join(root, 'shop'),
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {
      'lakehouse.owner': 'group:default/orders',
    });
    await lake.createTable(NAME, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    for (let batch = 0; batch < 6; batch++) {
      await lake.append(NAME, {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${
          batch * 20
        }, ${batch * 20 + 20}) t(i)`,
      });
    }
    planner = new TestPlanner();
    await start();
  });
  afterEach(async () => {
    await backend.stop();
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  /** The run, once it has ended. */
  const ended = (id: string) =>
    untilTrue(
      () => client.getRun(id, ANN),
      ({ summary }) => ['done', 'failed', 'cancelled'].includes(summary.state),
    );
  /** A run by Ann of all steps, or these. */
  const propose = async (steps?: string[]): Promise<RunDetail> => {
    const plan = await client.createPlan(ORDERS, ANN);
    return client.proposeRun({ planId: plan.id, steps }, ANN);
  };

  return {
    start,
    ended,
    propose,
    /** The directory that the lakehouse is in. */
    get root() {
      return root;
    },
    get lake() {
      return lake;
    },
    get planner() {
      return planner;
    },
    get backend() {
      return backend;
    },
    get client() {
      return client;
    },
  };
}
