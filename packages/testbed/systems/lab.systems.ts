import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import request from 'supertest';
import {
  type LabAnswer,
  restConnection,
  runLab,
  sharedSystem,
  type SystemConnections,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../src';

/** The lab of docs/lab.md, on Trino, an Iceberg REST catalog, PostgreSQL and S3, and seen through the portal. */
describe('The TPC-H lab', () => {
  const catalog = uniqueName('rest');
  const schema = uniqueName('lab');
  const table = `/api/lakehouse/lakehouses/demo/schemas/${schema}/tables/orders`;
  let trino: TrinoStatements;
  let answers: Map<string, LabAnswer>;
  let portal: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    const rest = await sharedSystem('rest');
    const [s3, { url }] = [
      await sharedSystem('s3'),
      await sharedSystem('trino'),
    ];
    trino = new TrinoStatements(url);
    await trino.createCatalog(catalog, trinoCatalogs({ rest, s3 }).rest);
    const all = await runLab(trino, { catalog, schema });
    answers = new Map(all.map(answer => [answer.title, answer]));
    portal = await startPortal({ rest, s3 });
    await request(portal.server)
      .post('/api/lakehouse/lakehouses/demo/scan')
      .expect(200);
  }, 1_800_000);

  afterAll(async () => {
    await portal?.stop();
    if (answers) {
      await trino.query(`DROP SCHEMA ${catalog}.${schema} CASCADE`);
      await trino.dropCatalog(catalog);
    }
  });

  async function startPortal(
    connections: Pick<SystemConnections, 'rest' | 's3'>,
  ) {
    const demo = restConnection(connections, connections.s3.secretAccessKey, [
      schema,
    ]);
    return startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: { lakehouse: { connections: { demo } } },
        }),
      ],
    });
  }

  /** The same question to the generated data, which no lakehouse has touched. */
  async function ofGenerator(title: string): Promise<unknown[][]> {
    const { sql } = answers.get(title)!;
    return trino.query(
      sql
        .replaceAll(`${catalog}.${schema}.orders`, 'tpch.tiny.orders')
        .replaceAll(`${catalog}.${schema}.customers`, 'tpch.tiny.customer'),
    );
  }

  it.each(['Revenue by market segment', 'Growth from year to year'])(
    'answers "%s" as the generated data do',
    async title => {
      const rows = answers.get(title)!.rows;
      expect(rows.length).toBeGreaterThan(4);
      expect(rows).toEqual(await ofGenerator(title));
    },
  );

  it('finds in the first snapshot the orders as they were, though a column was added and rows were updated', async () => {
    const before = await trino.query(
      'SELECT count(*), CAST(sum(totalprice) AS decimal(18, 2)) FROM tpch.tiny.orders',
    );
    expect(answers.get('Time travel to the first snapshot')!.rows).toEqual(
      before,
    );
    const [[telephone]] = await trino.query(
      `SELECT count(*) FROM ${catalog}.${schema}.orders WHERE channel = 'telephone'`,
    );
    const [[expected]] = await trino.query(
      "SELECT count(*) FROM tpch.tiny.orders WHERE orderpriority = '1-URGENT' AND orderdate >= DATE '1998-01-01'",
    );
    expect(telephone).toBe(expected);
    expect(Number(expected)).toBeGreaterThan(0);
  });

  it('shows in the portal exactly the snapshots of Trino', async () => {
    const theirs = await trino.query(
      `SELECT CAST(snapshot_id AS varchar), CAST(parent_id AS varchar), operation, to_iso8601(committed_at), CAST(summary AS json)
       FROM ${catalog}.${schema}."orders$snapshots" ORDER BY committed_at DESC`,
    );
    const { body } = await request(portal.server)
      .get(`${table}/snapshots`)
      .expect(200);
    expect(theirs.length).toBeGreaterThanOrEqual(2);
    expect(body.totalSnapshots).toBe(theirs.length);
    expect(body.snapshots.map(ofPortal)).toEqual(
      theirs.map(([id, parent, operation, at, summary]) => ({
        ...{ id, parent: parent ?? undefined, operation },
        at: Date.parse(String(at)),
        addedFiles: JSON.parse(String(summary))['added-data-files'],
        totalFiles: JSON.parse(String(summary))['total-data-files'],
      })),
    );
  });

  it('shows in the portal the columns, partitions and files that Trino has', async () => {
    const { body } = await request(portal.server).get(table).expect(200);
    const columns = await trino.query(
      `SELECT column_name FROM ${catalog}.information_schema.columns WHERE table_schema = '${schema}' AND table_name = 'orders' ORDER BY ordinal_position`,
    );
    expect(body.columns.map(({ name }: { name: string }) => name)).toEqual(
      columns.flat(),
    );
    const files = await trino.query(
      `SELECT content, count(*) FROM ${catalog}.${schema}."orders$files" GROUP BY content ORDER BY content`,
    );
    expect(
      body.partitioning.map(
        ({ description, dataFiles }: Record<string, unknown>) => [
          description,
          dataFiles,
        ],
      ),
    ).toEqual([['month(orderdate)', files[0][1]]]);
    const snapshots = await request(portal.server)
      .get(`${table}/snapshots`)
      .expect(200);
    expect(snapshots.body.snapshots[0]).toMatchObject({
      totalDataFiles: files[0][1],
      totalDeleteFiles: files[1][1],
    });
  });

  it('shows in the portal the customers with all their columns and rows', async () => {
    const customers = table.replace(/orders$/, 'customers');
    const { body } = await request(portal.server).get(customers).expect(200);
    const columns = await trino.query(
      `SELECT column_name FROM tpch.information_schema.columns WHERE table_schema = 'tiny' AND table_name = 'customer' ORDER BY ordinal_position`,
    );
    expect(body.columns.map(({ name }: { name: string }) => name)).toEqual(
      columns.flat(),
    );
    const { body: history } = await request(portal.server)
      .get(`${customers}/snapshots`)
      .expect(200);
    const [[rows]] = await trino.query(
      'SELECT count(*) FROM tpch.tiny.customer',
    );
    expect(history.snapshots).toHaveLength(1);
    expect(history.snapshots[0]).toMatchObject({ totalRecords: rows });
  });

  it('compares in the portal the first snapshot, its schema and rows as generated, with the newest, which has a column more', async () => {
    const { body: history } = await request(portal.server)
      .get(`${table}/snapshots`)
      .expect(200);
    const [newest, first] = [history.snapshots[0], history.snapshots.at(-1)];
    const { body } = await request(portal.server)
      .get(`${table}/snapshots/compare`)
      .query({ from: first.snapshotId, to: newest.snapshotId })
      .expect(200);
    const [[rows]] = await trino.query('SELECT count(*) FROM tpch.tiny.orders');
    const generated = await trino.query(
      `SELECT count(*) FROM tpch.information_schema.columns WHERE table_schema = 'tiny' AND table_name = 'orders'`,
    );
    expect(body.from).toMatchObject({
      snapshotId: first.snapshotId,
      totalRecords: rows,
    });
    expect(body.unchangedFields).toBe(generated[0][0]);
    expect(body.schemaChanges).toEqual([
      expect.objectContaining({ kind: 'added', path: 'channel' }),
    ]);
    expect(body.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ figure: 'records', from: rows }),
      ]),
    );
    expect(body).toMatchObject({ incomplete: false });
    expect(body.files.deleteFilesAdded).toBeGreaterThan(0);
  });
});

function ofPortal(snapshot: {
  snapshotId: string;
  parentSnapshotId?: string;
  operation: string;
  committedAt: string;
  summary: Record<string, string>;
}): object {
  return {
    id: snapshot.snapshotId,
    parent: snapshot.parentSnapshotId,
    operation: snapshot.operation,
    at: Date.parse(snapshot.committedAt),
    addedFiles: snapshot.summary['added-data-files'],
    totalFiles: snapshot.summary['total-data-files'],
  };
}
