import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { CatalogConnectorFactory } from './catalog';
import { catalogKinds } from './catalogKinds';
import { refuseUnknownConnectionKeys } from './refuseUnknownConnectionKeys';

async function connect(config: JsonObject & { type: string }) {
  const kind = catalogKinds.find(({ type }) => type === config.type)!;
  return CatalogConnectorFactory.create({
    kind,
    sharedStorage: undefined,
  }).connect({
    name: 'lake',
    config: new ConfigReader({ warehouses: 's3://lake/wh', ...config }),
    logger: mockServices.logger.mock(),
  });
}

/** Keys of `lakehouse.connections.<name>` in the schema of the configuration. */
function documentedKeys(): string[] {
  const schema = readFileSync(join(__dirname, '../../config.d.ts'), 'utf8');
  const [, section] = /^ {4}connections\?: \{$(.*?)^ {4}\};$/ms.exec(schema)!;
  return [...section.matchAll(/^ {8}(\w+)\??:/gm)].map(([, key]) => key);
}

describe('Connections without a network', () => {
  it.each<[JsonObject & { type: string }, string]>([
    // Bug: misspelt keys were not noticed, and everything was listed.
    [
      { type: 'rest', uri: 'https://c', Namespaces: ['lab'] },
      'lakehouse.connections.lake.Namespaces is not a key of a connection of type rest: it is spelt namespaces',
    ],
    [
      { type: 'jdbc', uri: 'sqlite:/c.db', passwort: 'x' },
      'lakehouse.connections.lake.passwort is not a key of a connection of type jdbc; known are annotations, ',
    ],
    [{ type: 'folder', uri: 'https://c' }, 'lake.uri is not a key'],
    [{ type: 'folder', maxDepth: 0 }, 'lakehouse.connections.lake.maxDepth'],
    [
      { type: 'folder', maxFolders: 1.5 },
      'lakehouse.connections.lake.maxFolders',
    ],
    [
      { type: 'glue', catalogId: 123456789012 },
      'lake.catalogId has to be text',
    ],
    [
      { type: 'glue', catalogId: '12' },
      'lakehouse.connections.lake: catalogId has to be',
    ],
    [
      { type: 'glue', endpoint: 'glue' },
      'lakehouse.connections.lake: endpoint has to be',
    ],
    [
      { type: 'glue', credentials: { accessKeyId: 'x' } },
      'lakehouse.connections.lake.credentials.secretAccessKey is missing',
    ],
    [
      { type: 'glue', credentials: { externalId: 'x' } },
      'lakehouse.connections.lake.credentials.externalId is of no use',
    ],
    [
      { type: 'glue', credentials: { roleArn: 'portal' } },
      'lakehouse.connections.lake: role.arn has to be like',
    ],
    [{ type: 'unity' }, 'lakehouse.connections.lake.uri'],
    [
      { type: 'unity', uri: 'https://u', namespaces: ['a'] },
      'lakehouse.connections.lake.namespaces is not for Unity Catalog',
    ],
    [
      { type: 'unity', uri: 'https://u', icebergPath: true },
      'lakehouse.connections.lake.icebergPath must be',
    ],
    [
      { type: 'unity', uri: 'https://u', icebergPath: '//evil.example' },
      'lakehouse.connections.lake: icebergPath has to be',
    ],
  ])('%j is refused, with the key', async (config, message) => {
    const attempt = connect(config);
    await expect(attempt).rejects.toMatchObject({ name: 'InputError' });
    await expect(attempt).rejects.toThrow(message);
  });

  it('know each key that the schema of the configuration has', () => {
    const ofOtherTypes = ['trino', 'directory', 'example'];
    const known = [
      ...['warehouses', 'storage', ...ofOtherTypes],
      ...catalogKinds.flatMap(({ keys }) => keys),
    ];
    const section = Object.fromEntries(documentedKeys().map(key => [key, 'x']));
    expect(Object.keys(section)).toEqual(expect.arrayContaining(known));
    expect(() =>
      refuseUnknownConnectionKeys(
        new ConfigReader(section),
        'connection',
        known,
      ),
    ).not.toThrow();
  });

  it.each<[JsonObject & { type: string }, string[]]>([
    [{ type: 'folder' }, ['Folder without a catalog']],
    [
      {
        type: 'glue',
        region: 'eu-west-1',
        catalogId: '123456789012',
        credentials: {
          accessKeyId: 'AKID',
          secretAccessKey: 'hidden-from-all',
        },
      },
      ['AWS Glue', 'eu-west-1', '123456789012', 'S3, region eu-west-1'],
    ],
    [
      {
        type: 'unity',
        uri: 'https://unity.example.com',
        catalog: 'main',
        auth: { type: 'bearer', token: 'hidden-from-all' },
      },
      [
        'Unity Catalog',
        'main',
        'https://unity.example.com/api/2.1/unity-catalog/iceberg',
      ],
    ],
  ])(
    '%j tells how to connect, what it can do, and how to query, without secrets',
    async (config, expected) => {
      const connector = await connect(config);
      const details = connector.connectionDetails();
      const sources = await connector.describeSources!();
      const snippets = connector.snippets({
        namespace: 'sales',
        name: 'orders',
        metadata: {
          location: 's3://lake/wh/sales/orders',
          metadataLocation:
            's3://lake/wh/sales/orders/metadata/v1.metadata.json',
        } as never,
      });
      const text = JSON.stringify([details, sources, snippets]);
      for (const part of expected) {
        expect(JSON.stringify(details)).toContain(part);
      }
      expect(text).not.toContain('hidden-from-all');
      expect(sources.map(({ source }) => source)).toEqual([
        'catalog',
        'storage',
      ]);
      expect(snippets.length).toBeGreaterThan(3);
      for (const { code, notPossible } of snippets) {
        expect(code ?? notPossible).toBeTruthy();
      }
      await connector.close?.();
    },
  );
});
