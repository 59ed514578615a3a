import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { ConnectionCheck } from '@lakehouse-portal/catalogs';
import { GlueCatalog, type GlueOptions } from '@lakehouse-portal/catalogs';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { RecordingProxy, startMoto, type StoreServer } from '../src';

const REGION = 'eu-west-1';
const KEYS = { accessKeyId: 'testkey', secretAccessKey: 'testsecretvalue' };
/** Of moto, when nobody says otherwise. */
const ACCOUNT = '123456789012';

/** Asks moto without the client library under test: by whom, it looks at in what follows `openRequests` only. */
async function ask(
  url: string,
  service: 'glue' | 'iam',
  action: string,
  body: Record<string, unknown>,
): Promise<string> {
  const isGlue = service === 'glue';
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=x`,
      'content-type': isGlue
        ? 'application/x-amz-json-1.1'
        : 'application/x-www-form-urlencoded',
      ...(isGlue && { 'x-amz-target': `AWSGlue.${action}` }),
    },
    body: isGlue
      ? JSON.stringify(body)
      : new URLSearchParams({
          ...(body as Record<string, string>),
          Action: action,
          Version: '2010-05-08',
        }).toString(),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action}: ${response.status} ${text}`);
  return text;
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const result: T[] = [];
  for await (const page of pages) result.push(...page);
  return result;
}

describe('Glue, as moto imitates it', () => {
  let directory: string;
  let lakehouse: EmbeddedLakehouse;
  let server: StoreServer;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-glue-'));
    lakehouse = await EmbeddedLakehouse.open({ directory, name: 'glue' });
    await lakehouse.createNamespace('sales', {});
    await lakehouse.createTable('sales.orders', {
      columns: [{ name: 'id', type: 'long' }],
    });
    await lakehouse.append('sales.orders', { rows: [{ id: 1 }, { id: 2 }] });
    server = await startMoto();
    proxy = await RecordingProxy.start(server.url);
    for (const [name, description] of [
      ['sales', 'What is sold'],
      ['many', ''],
      ['empty', ''],
    ])
      await ask(server.url, 'glue', 'CreateDatabase', {
        DatabaseInput: { Name: name, Description: description },
      });
    await putTable('CreateTable', await location());
    for (const [name, table] of Object.entries({
      delta: { Parameters: { 'spark.sql.sources.provider': 'delta' } },
      raw: { Parameters: { classification: 'csv' } },
      v: { TableType: 'VIRTUAL_VIEW' },
    }))
      await ask(server.url, 'glue', 'CreateTable', {
        DatabaseName: 'sales',
        TableInput: { Name: name, ...table },
      });
    const { url } = server;
    for (let start = 0; start < 250; start += 25)
      await Promise.all(
        Array.from({ length: 25 }, (_, index) =>
          ask(url, 'glue', 'CreateTable', {
            DatabaseName: 'many',
            TableInput: {
              Name: `t${start + index}`,
              Parameters: {
                table_type: 'ICEBERG',
                metadata_location: `s3://x/${start + index}`,
              },
            },
          }),
        ),
      );
  }, 900_000);

  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    await lakehouse?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function location(): Promise<string> {
    const [{ metadataLocation }] = await lakehouse.listTables('sales');
    return metadataLocation;
  }

  async function putTable(
    action: 'CreateTable' | 'UpdateTable',
    metadataLocation: string,
  ): Promise<void> {
    await ask(server.url, 'glue', action, {
      DatabaseName: 'sales',
      TableInput: {
        Name: 'orders',
        TableType: 'EXTERNAL_TABLE',
        Parameters: {
          table_type: 'ICEBERG',
          metadata_location: metadataLocation,
        },
        StorageDescriptor: { Location: 's3://lake/sales/orders' },
      },
    });
  }

  function connect(options: Partial<GlueOptions> = {}): GlueCatalog {
    return new GlueCatalog({
      ...{ region: REGION, endpoint: proxy.url, credentials: KEYS },
      ...options,
    });
  }

  it('gives databases and tables with their metadata locations by one request for each database, as moto knows no pages', async () => {
    const catalog = connect();
    expect(await catalog.listNamespaces()).toEqual(
      expect.arrayContaining([
        { namespace: 'sales', properties: { comment: 'What is sold' } },
        { namespace: 'empty', properties: {} },
      ]),
    );
    proxy.log.length = 0;
    const tables = await all(catalog.listTables());
    expect(proxy.log).toHaveLength(4);
    expect(tables.filter(({ namespace }) => namespace === 'many')).toHaveLength(
      250,
    );
    expect(tables.filter(({ namespace }) => namespace === 'sales')).toEqual([
      {
        ...{ namespace: 'sales', name: 'orders' },
        metadataLocation: await location(),
        location: 's3://lake/sales/orders',
      },
      expect.objectContaining({ name: 'delta', format: 'delta' }),
      expect.objectContaining({ name: 'raw', format: 'csv' }),
      { namespace: 'sales', name: 'v', kind: 'view' },
    ]);
    expect(
      await catalog.findTable({ namespace: 'sales', name: 'orders' }),
    ).toMatchObject({ metadataLocation: await location() });
    expect(
      await catalog.findTable({ namespace: 'sales', name: 'nothing' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'nothing', name: 'orders' }),
    ).toBeUndefined();
    await catalog.close();
  });

  it('reads as a role that it assumes', async () => {
    process.env.AWS_ENDPOINT_URL_STS = proxy.url;
    try {
      const catalog = connect({
        role: { arn: `arn:aws:iam::${ACCOUNT}:role/reader`, externalId: 'x-1' },
        catalogId: ACCOUNT,
      });
      proxy.log.length = 0;
      expect(await catalog.listNamespaces()).toHaveLength(3);
      // One request for the role, one for the databases.
      expect(proxy.log).toHaveLength(2);
      await catalog.close();
    } finally {
      delete process.env.AWS_ENDPOINT_URL_STS;
    }
  });

  it('shows its tables in the portal, and sees when one has changed', async () => {
    const { server: portal } = await startTestBackend({
      features: [
        lakehousePlugin,
        mockServices.rootConfig.factory({
          data: {
            lakehouse: {
              connections: {
                aws: {
                  type: 'glue',
                  region: REGION,
                  endpoint: server.url,
                  credentials: KEYS,
                  warehouses: directory,
                },
              },
            },
          },
        }),
      ],
    });
    const path = '/api/lakehouse/lakehouses/aws';
    const rowsAfterScan = async () => {
      await request(portal).post(`${path}/scan`).expect(200);
      const { body } = await request(portal)
        .get(`${path}/schemas/sales/tables/orders/health`)
        .expect(200);
      return body.partitions.worst[0].records;
    };
    expect(await rowsAfterScan()).toBe(2);
    await lakehouse.append('sales.orders', { rows: [{ id: 3 }] });
    await putTable('UpdateTable', await location());
    expect(await rowsAfterScan()).toBe(3);
    const { body } = await request(portal).get(path).expect(200);
    expect(body.connection).toContainEqual({ label: 'Region', value: REGION });
    expect(JSON.stringify(body)).not.toContain(KEYS.secretAccessKey);
  });
});

describe('Glue, as moto imitates it, for users with few permissions', () => {
  let server: StoreServer;
  let keys: { accessKeyId: string; secretAccessKey: string };

  beforeAll(async () => {
    server = await startMoto({ openRequests: 4 });
    await ask(server.url, 'glue', 'CreateDatabase', {
      DatabaseInput: { Name: 'sales' },
    });
    await ask(server.url, 'iam', 'CreateUser', { UserName: 'portal' });
    const made = await ask(server.url, 'iam', 'CreateAccessKey', {
      UserName: 'portal',
    });
    const valueOf = (tag: string) =>
      new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(made)![1];
    keys = {
      accessKeyId: valueOf('AccessKeyId'),
      secretAccessKey: valueOf('SecretAccessKey'),
    };
    await ask(server.url, 'iam', 'PutUserPolicy', {
      UserName: 'portal',
      PolicyName: 'databases',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['glue:GetDatabases'], Resource: '*' },
        ],
      }),
    });
  }, 900_000);
  afterAll(() => server?.stop());

  async function hops(credentials: typeof keys): Promise<ConnectionCheck[]> {
    const catalog = new GlueCatalog({
      ...{ region: REGION, endpoint: server.url, credentials },
      attempts: 1,
    });
    const result: ConnectionCheck[] = [];
    for await (const hop of catalog.check()) result.push(hop);
    await catalog.close();
    return result;
  }

  it('tells which hop fails, and which permission is missing', async () => {
    const seen = await hops(keys);
    expect(seen.map(({ hop, outcome }) => `${hop} ${outcome}`)).toEqual([
      'configuration passed',
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing failed',
    ]);
    expect(seen.at(-1)?.advice).toContain('glue:GetTables');
    const unknown = await hops({
      ...keys,
      accessKeyId: 'AKIAUNKNOWNUNKNOWN00',
    });
    expect(unknown.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify([seen, unknown])).not.toContain(keys.secretAccessKey);
  });
});
