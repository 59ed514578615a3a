import { connectionSnippets } from './connectionSnippets';

describe('connectionSnippets', () => {
  it('takes the settings of the store that the table is in, and none of its secrets', () => {
    const snippets = connectionSnippets({
      lakehouse: 'lake',
      catalog: { kind: 'folder' },
      warehouses: ['s3://other', 's3://bucket/lake/'],
      stores: [
        {
          name: 'other',
          kind: 's3',
          warehouses: ['s3://other'],
          endpoint: 'https://wrong.example.com',
        },
        {
          name: 'own',
          kind: 's3',
          warehouses: ['s3://bucket/lake'],
          endpoint: 'https://s3.example.com',
          credentials: {
            accessKeyId: 'AKIAHIDDEN',
            secretAccessKey: 'hidden-secret',
          },
        },
      ],
    })({
      namespace: 'a%2Eb.c',
      name: 'orders',
      metadata: {
        location: 's3a://bucket/lake/c/orders',
        metadataLocation: 's3a://bucket/lake/c/orders/metadata/1.metadata.json',
      } as never,
    });
    const text = JSON.stringify(snippets);
    expect(text).not.toMatch(/AKIAHIDDEN|hidden-secret|wrong\.example/);
    const duckDb = snippets.find(({ engine }) => engine === 'DuckDB')?.code;
    expect(duckDb).toContain("ENDPOINT 's3.example.com', URL_STYLE 'path'");
    expect(duckDb).toContain(
      "iceberg_scan('s3a://bucket/lake/c/orders/metadata/1.metadata.json')",
    );
    // The levels of the namespace, with the dot that is in one of them.
    expect(snippets.find(({ engine }) => engine === 'Trino')?.code).toContain(
      `register_table('a.b_c'`,
    );
  });
});
