import { setTimeout as sleep } from 'node:timers/promises';
import {
  type KubernetesCluster,
  hiveImage,
  nessieImage,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import { TrinoStatements } from '../src/trino';
import {
  otherCatalogs,
  POSTGRES,
  s3Gateway,
  TRINO,
} from './kubernetes/lakehouseObjects';
import { isReady, PodsNamespace } from './kubernetes/PodsNamespace';

describe('A lakehouse of real pods', () => {
  let cluster: KubernetesCluster;
  let namespace: PodsNamespace;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    await cluster.loadImage(await postgresImage());
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await PodsNamespace.create(cluster);
  });

  afterEach(() => namespace.remove());

  afterAll(() => cluster?.stop());

  it('keeps what a stateful set has stored when its pod is replaced: PostgreSQL on a volume', async () => {
    await namespace.apply(...POSTGRES);
    const sql = async (statement: string) =>
      namespace.exec('postgres-0', [
        'psql',
        `postgresql://postgres:not-a-secret@postgres-0.postgres.${namespace.name}.svc.cluster.local/lake`,
        ...['-XAtc', statement],
      ]);
    const first = await namespace.untilPod('postgres-0', isReady);
    expect(
      await sql(
        'CREATE TABLE kept AS SELECT 42 AS answer; SELECT current_user',
      ),
    ).toMatchObject({ stdout: 'SELECT 1\npostgres\n', stderr: '' });
    await cluster.api.request('DELETE', namespace.core('pods/postgres-0'));
    const second = await namespace.untilPod(
      'postgres-0',
      pod => pod.metadata.uid !== first.metadata.uid && isReady(pod),
    );
    expect((await sql('SELECT answer FROM kept')).stdout).toBe('42\n');
    // Kubernetes gives the group of the volume rights with which PostgreSQL does not start by itself.
    for (const { status } of [first, second])
      expect(status.containerStatuses?.[0].restartCount).toBe(0);
  }, 400_000);

  it('is one in which Trino writes and reads Iceberg tables in three catalogs: PostgreSQL, a Hive Metastore, Nessie; files are in the S3 gateway', async () => {
    const [trinoServer, gateway, hive, nessie] = [
      await trinoImage(),
      await versityGatewayImage(),
      await hiveImage(),
      await nessieImage(),
    ];
    for (const image of [trinoServer, gateway, hive, nessie])
      await cluster.loadImage(image);
    await namespace.apply(...POSTGRES, ...s3Gateway(gateway.name));
    for (const pod of ['postgres-0', 's3'])
      await namespace.untilPod(pod, isReady);
    await namespace.apply(
      ...otherCatalogs({ hive: hive.name, nessie: nessie.name }),
    );
    for (const pod of ['hive-metastore', 'nessie'])
      await namespace.untilPod(pod, isReady);
    await namespace.apply(...TRINO);
    await namespace.untilPod('trino', isReady);
    const trino = new TrinoStatements(await namespace.forward('trino', 8080));
    await whenNodesAreKnown(() =>
      trino.query('SELECT count(*) FROM tpch.tiny.region'),
    );
    await trino.query('CREATE SCHEMA lake.bronze');
    await trino.query(
      `CREATE TABLE lake.bronze.orders WITH (partitioning = ARRAY['orderpriority']) AS SELECT * FROM tpch.tiny.orders`,
    );
    await trino.query(
      `DELETE FROM lake.bronze.orders WHERE orderpriority = '1-URGENT'`,
    );
    expect(
      await trino.query(
        'SELECT count(*), count(DISTINCT orderpriority) FROM lake.bronze.orders',
      ),
    ).toEqual(
      await trino.query(
        `SELECT count(*), 4 FROM tpch.tiny.orders WHERE orderpriority <> '1-URGENT'`,
      ),
    );
    expect(
      await trino.query(
        'SELECT operation FROM lake.bronze."orders$snapshots" ORDER BY committed_at',
      ),
    ).toEqual([['append'], ['delete']]);
    for (const catalog of ['hms', 'nessie']) {
      await trino.query(`CREATE SCHEMA ${catalog}.bronze`);
      await trino.query(
        `CREATE TABLE ${catalog}.bronze.region AS SELECT * FROM tpch.tiny.region`,
      );
      expect(
        await trino.query(
          `SELECT name FROM ${catalog}.bronze.region ORDER BY regionkey LIMIT 1`,
        ),
      ).toEqual([['AFRICA']]);
    }
    const { stdout } = await namespace.exec('s3', [
      ...['sh', '-c', 'find /data/buckets/lake -name "*.parquet" | wc -l'],
    ]);
    expect(Number(stdout)).toBeGreaterThanOrEqual(7);
  }, 900_000);
});

/** Trino says that it has started before it knows itself as a worker: then "nodes is empty", or "No nodes available". */
async function whenNodesAreKnown(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (
        !/nodes is empty|NO_NODES_AVAILABLE/i.test((error as Error).message) ||
        Date.now() > deadline
      )
        throw error;
      await sleep(250);
    }
  }
}
