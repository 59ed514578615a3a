import { startTestBackend, mockServices } from '@backstage/backend-test-utils';
import {
  createRetailLakehouse,
  EmbeddedLakehouse,
  retailTables,
} from '@lakehouse-portal/embedded';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import {
  formatType,
  LocalFileIO,
  planScan,
  readTableMetadata,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import request from 'supertest';
import { runPyIceberg } from '../src';
import { countRows } from './countRows';

const DESCRIBE = join(__dirname, 'describe_tables.py');
const WRITE = join(__dirname, 'write_tables.py');

/** What `describe_tables.py` answers for a table. */
interface Described {
  formatVersion: number;
  tableUuid: string;
  schema: Array<{ id: number; name: string; type: string; required: boolean }>;
  schemas: number;
  partitionSpec: Array<{ source: string; transform: string; name: string }>;
  snapshots: Array<{
    id: string;
    parent: string | null;
    timestampMs: number;
    operation: string | null;
  }>;
  refs: Record<string, { type: string; snapshotId: string }>;
  currentSnapshotId: string | null;
  rows: number;
  files: Array<{
    content: number;
    path: string;
    records: number;
    bytes: number;
  }>;
}

const PRIMITIVES = /^[a-z_]+(\[\d+\]|\(\d+, \d+\))?$/;

describe('PyIceberg and the embedded lakehouse', () => {
  let directory: string;
  let uri: string;
  let lakehouse: EmbeddedLakehouse;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-pyiceberg-'));
    uri = `sqlite:///${join(directory, 'catalog.db')}`;
    await createRetailLakehouse({ directory });
    lakehouse = await EmbeddedLakehouse.open({ directory, name: 'retail' });
  });

  afterAll(async () => {
    await lakehouse.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function described(): Promise<Record<string, Described>> {
    return runPyIceberg<Record<string, Described>>(DESCRIBE, {
      name: 'retail',
      uri,
    });
  }

  async function ours(
    namespace: string,
    name: string,
  ): Promise<{ metadata: TableMetadata; seen: Described }> {
    const fileIO = await LocalFileIO.create({ roots: [directory] });
    const pointer = (await lakehouse.listTables(namespace)).find(
      table => table.name === name,
    );
    const metadata = await readTableMetadata(fileIO, pointer!.metadataLocation);
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    )!;
    const spec = metadata.partitionSpecs.find(
      ({ specId }) => specId === metadata.defaultSpecId,
    )!;
    const plan = metadata.currentSnapshotId
      ? await planScan(fileIO, metadata, metadata.currentSnapshotId)
      : { dataFiles: [] };
    const deletes = new Map(
      plan.dataFiles.flatMap(({ deletes: applied }) =>
        applied.map(({ file }) => [file.filePath, file] as const),
      ),
    );
    const contents = { data: 0, 'position-deletes': 1, 'equality-deletes': 2 };
    return {
      metadata,
      seen: {
        formatVersion: metadata.formatVersion,
        tableUuid: metadata.tableUuid!,
        schema: schema.fields.map(field => ({
          id: field.id,
          name: field.name,
          type: formatType(field.type),
          required: field.required,
        })),
        schemas: metadata.schemas.length,
        partitionSpec: spec.fields.map(field => ({
          source: schema.fields.find(({ id }) => id === field.sourceIds[0])!
            .name,
          transform: field.transform,
          name: field.name,
        })),
        snapshots: metadata.snapshots.map(snapshot => ({
          id: snapshot.snapshotId,
          parent: snapshot.parentSnapshotId ?? null,
          timestampMs: snapshot.timestampMs,
          operation: snapshot.operation ?? null,
        })),
        refs: Object.fromEntries(
          metadata.refs.map(ref => [
            ref.name,
            { type: ref.type, snapshotId: ref.snapshotId },
          ]),
        ),
        currentSnapshotId: metadata.currentSnapshotId ?? null,
        rows: await countRows(fileIO, metadata),
        files: [...plan.dataFiles.map(({ file }) => file), ...deletes.values()]
          .map(file => ({
            content: contents[file.content],
            path: file.filePath,
            records: Number(file.recordCount),
            bytes: Number(file.fileSizeBytes),
          }))
          .sort((a, b) => (a.path < b.path ? -1 : 1)),
      },
    };
  }

  /** Nested types are written alike but for ids and field by field: compared by their own test in table-metadata. */
  function withoutNestedTypes(table: Described): Described {
    return {
      ...table,
      schema: table.schema.map(field => ({
        ...field,
        type: PRIMITIVES.test(field.type)
          ? field.type
          : field.type.replace(/<.*/, ''),
      })),
    };
  }

  it('agrees with us on schema, snapshots, rows and live files of every example table', async () => {
    const theirs = await described();
    expect(Object.keys(theirs).sort()).toEqual(
      retailTables.map(({ schema, table }) => `${schema}.${table}`).sort(),
    );
    for (const { schema, table } of retailTables) {
      const { seen } = await ours(schema, table);
      expect({
        [`${schema}.${table}`]: withoutNestedTypes(
          theirs[`${schema}.${table}`],
        ),
      }).toEqual({
        [`${schema}.${table}`]: withoutNestedTypes(seen),
      });
    }
  });

  it('reads what we wrote after it, and we read what it wrote, also into the same table', async () => {
    const warehouse = pathToFileURL(join(directory, 'warehouse')).href;
    const written = await runPyIceberg<Record<string, number>>(WRITE, {
      name: 'retail',
      uri,
      warehouse,
      namespace: 'pyiceberg',
    });
    await lakehouse.append(
      { namespace: 'pyiceberg', name: 'plain_v2' },
      {
        rows: [
          { order_id: 1000n, address: { city: 'Bern', postcode: '3000' } },
        ],
      },
    );
    const theirs = await described();
    for (const [name, rows] of Object.entries(written)) {
      const { seen } = await ours('pyiceberg', name);
      expect(seen.rows).toBe(name === 'plain_v2' ? rows + 1 : rows);
      expect({
        [name]: withoutNestedTypes(theirs[`pyiceberg.${name}`]),
      }).toEqual({ [name]: withoutNestedTypes(seen) });
    }
    expect(theirs['pyiceberg.nested'].refs).toMatchObject({
      'first-load': { type: 'tag' },
    });
  });

  it('has its tables shown by the portal', async () => {
    const { server } = await startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: {
            lakehouse: {
              connections: { retail: { type: 'embedded', directory } },
            },
          },
        }),
      ],
    });
    await request(server)
      .post('/api/lakehouse/lakehouses/retail/scan')
      .expect(200);
    const { body } = await request(server)
      .get('/api/lakehouse/tables')
      .query({ lakehouse: 'retail', schema: 'pyiceberg', sort: 'name' })
      .expect(200);
    expect(body.items.map((item: { table: string }) => item.table)).toEqual([
      'empty',
      'nested',
      'plain_v1',
      'plain_v2',
    ]);
    const nested = await request(server)
      .get('/api/lakehouse/lakehouses/retail/schemas/pyiceberg/tables/nested')
      .expect(200);
    expect(
      nested.body.columns.map((column: { name: string }) => column.name),
    ).toContain('gross');
    const rows = await request(server)
      .post(
        '/api/lakehouse/lakehouses/retail/schemas/pyiceberg/tables/nested/query',
      )
      .send({ sql: 'select count(*) as n from nested' })
      .expect(200);
    expect(String(rows.body.rows[0][0])).toBe('190');
  });
});
