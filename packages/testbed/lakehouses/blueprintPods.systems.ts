import { setTimeout as sleep } from 'node:timers/promises';
import type { TrinoClient } from '@lakehouse-portal/trino';
import {
  type KubernetesCluster,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import {
  failuresOf,
  LakehouseInPods,
  PROVED,
} from './blueprint/LakehouseInPods';

const POLICY = {
  admins: ['admin'],
  groups: { analysts: ['ann', 'bob'], engineers: ['eve'] },
  grants: [
    { group: 'analysts', layers: ['gold'], may: 'read' as const },
    {
      group: 'engineers',
      layers: ['bronze', 'silver', 'gold'],
      may: 'own' as const,
    },
  ],
  columns: [
    {
      ...{ layer: 'gold', table: 'people', column: 'email' },
      ...{ mask: "'***'", except: ['engineers'] },
    },
    { layer: 'gold', table: 'people', column: 'iban' },
  ],
};

describe('A rendered lakehouse, as real pods', () => {
  let cluster: KubernetesCluster;
  let lakehouse: LakehouseInPods;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    const { images } = new LakehouseInPods(cluster, 'any', {}).rendered
      .lakehouse;
    for (const image of [
      await trinoImage(images.trino),
      await postgresImage(images.postgres),
      await versityGatewayImage(images.versitygw),
    ])
      await cluster.loadImage(image);
  }, 6_000_000);

  afterEach(() => lakehouse?.remove());

  afterAll(() => cluster?.stop());

  it('comes up from nothing with a JDBC catalog and two workers, is proved, and a second apply changes nothing', async () => {
    lakehouse = new LakehouseInPods(cluster, 'jdbc', {
      ...{ size: 'small', trino: { workers: 2 } },
    });
    expect((await lakehouse.apply()).outcome).toBe('applied');
    await lakehouse.untilReady();
    const trino = await lakehouse.trino();
    expect(failuresOf(await lakehouse.prove(trino))).toEqual(PROVED);
    expect((await lakehouse.apply()).outcome).toBe('unchanged');
  }, 900_000);

  it('drains a worker without a failed query', async () => {
    lakehouse = new LakehouseInPods(cluster, 'drained', {
      ...{ size: 'small', trino: { workers: 2 } },
    });
    await lakehouse.apply();
    await lakehouse.untilReady();
    const trino = await lakehouse.trino();
    const sum = () =>
      trino.query(
        'SELECT sum(l.linenumber), count(DISTINCT l.partkey) FROM tpch.sf1.lineitem l',
      );
    const before = await sum();
    const [worker] = await lakehouse.list('worker');
    let ended = false;
    const running = sum().finally(() => {
      ended = true;
    });
    running.catch(() => {}); // Awaited below.
    // Nothing is drained before the worker has work.
    await untilItWorks(trino, worker.metadata.name);
    await cluster.api.request(
      'DELETE',
      lakehouse.pods.core(`pods/${worker.metadata.name}`),
    );
    expect(ended).toBe(false);
    expect((await running).rows).toEqual(before.rows);
    await cluster.api.untilGone(
      lakehouse.pods.core(`pods/${worker.metadata.name}`),
      120_000,
    );
    // The one that takes its place.
    await lakehouse.untilReady();
    expect((await sum()).rows).toEqual(before.rows);
  }, 900_000);

  it('rolls its pods when a property of the catalog changes, and keeps its data', async () => {
    lakehouse = new LakehouseInPods(cluster, 'rolled', {});
    await lakehouse.apply();
    await lakehouse.untilReady();
    const trino = await lakehouse.trino();
    await trino.query('CREATE SCHEMA lakehouse.bronze');
    await trino.query('CREATE TABLE lakehouse.bronze.kept AS SELECT 42 AS n');
    const [old] = await lakehouse.list('coordinator');
    lakehouse.render({
      storage: { type: 'versitygw', volume: '1Gi', prefix: 'other' },
    });
    expect((await lakehouse.apply()).outcome).toBe('applied');
    await lakehouse.untilReady();
    const pods = await lakehouse.list('coordinator');
    expect(pods.map(({ metadata }) => metadata.uid)).not.toContain(
      old.metadata.uid,
    );
    const { rows } = await (
      await lakehouse.trino()
    ).query('SELECT n FROM lakehouse.bronze.kept');
    expect(rows).toEqual([[42]]);
  }, 900_000);

  it('has access rules hold: the analyst sees the mask, not the blocked column; a table that no rule names is neither open nor shut', async () => {
    lakehouse = new LakehouseInPods(cluster, 'guarded', {
      trino: { authentication: { type: 'password' } },
      access: POLICY,
    });
    await lakehouse.apply();
    await lakehouse.untilReady();
    const asAdmin = {
      authentication: {
        ...{ type: 'basic' as const, username: 'admin' },
        password: await lakehouse.secret('guarded-trino-users', 'password'),
      },
      tls: { ca: await lakehouse.secret('guarded-trino-tls', 'ca.crt') },
    };
    const trino = await lakehouse.trino(asAdmin, 8443);
    const people = { schema: 'gold', table: 'people' };
    const report = await lakehouse.prove(trino, {
      access: [
        {
          ...{ ...people, user: 'ann', column: 'email' },
          ...{ otherColumns: [{ name: 'iban' }], expectation: 'masked' },
        },
        {
          ...{ ...people, user: 'eve', column: 'email' },
          ...{ otherColumns: [{ name: 'iban' }], expectation: 'visible' },
        },
        {
          ...{ ...people, user: 'ann', column: 'iban' },
          ...{ otherColumns: [{ name: 'email' }], expectation: 'refused' },
        },
        { user: 'ann', schema: 'gold', expectation: 'visible' },
        { user: 'ann', schema: 'gold', expectation: 'not-writable' },
        { user: 'eve', schema: 'gold', expectation: 'writable' },
        { user: 'ann', schema: 'bronze', expectation: 'refused' },
        { user: 'stranger', schema: 'gold', expectation: 'refused' },
      ],
    });
    expect(failuresOf(report)).toEqual(PROVED);
    // What a JDBC tool lists: what whoever asks may see.
    for (const layer of ['bronze', 'gold'])
      await trino.query(`CREATE TABLE lakehouse.${layer}.listed (n bigint)`);
    const ann = await lakehouse.trino({ ...asAdmin, user: 'ann' }, 8443);
    const { rows } = await ann.query(
      `SELECT table_schem, table_name FROM system.jdbc.tables WHERE table_cat = 'lakehouse' AND table_schem <> 'information_schema'`,
    );
    expect(rows).toEqual([['gold', 'listed']]);
    // By its own password file, not by whoever one says one is.
    const guest = await lakehouse.trino({
      user: 'admin',
      allowInsecureAuthentication: true,
    });
    await expect(guest.query('SELECT 1')).rejects.toThrow(/401|403/);
  }, 900_000);
});

/** Until tasks of a query run on a worker, whose node is called as its pod. */
async function untilItWorks(trino: TrinoClient, pod: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { rows } = await trino.query(
      `SELECT count(*) FROM system.runtime.tasks t JOIN system.runtime.nodes n USING (node_id)
       WHERE t.state = 'RUNNING' AND NOT n.coordinator AND node_id = '${pod}'`,
    );
    if (Number(rows[0][0]) > 0) return;
    if (Date.now() > deadline) throw new Error(`${pod} never had a task`);
    await sleep(200);
  }
}
