import { tablesOf } from '../__testUtils__/tablesOf';
import { failureOf } from './__testUtils__/failureOf';
import { fakeMetastores } from './__testUtils__/fakeMetastores';
import { metastore, table } from './__testUtils__/metastore';
import { ThriftWriter } from './ThriftWriter';

const { serve } = fakeMetastores();

describe('HiveMetastoreCatalog', () => {
  it.each(['buffered', 'framed'] as const)(
    'tells Iceberg, Delta, Hudi and views apart (%s)',
    async transport => {
      const catalog = await serve(
        metastore({
          shop: [
            table('ice', {
              table_type: 'ICEBERG',
              metadata_location: 's3://b/ice/v1.metadata.json',
              numFiles: '0',
            }),
            table('delta', { 'spark.sql.sources.provider': 'DELTA' }),
            table(
              'hudi',
              {},
              {
                inputFormat: 'org.apache.hudi.hadoop.HoodieParquetInputFormat',
              },
            ),
            table('v', {}, { type: 'VIRTUAL_VIEW' }),
            table('unfinished', { table_type: 'ICEBERG' }),
          ],
        }),
        { transport },
      );
      expect(await tablesOf(catalog)).toMatchObject([
        { name: 'ice', metadataLocation: 's3://b/ice/v1.metadata.json' },
        {
          name: 'delta',
          format: 'delta',
          unreadable: 'A Delta table: only Iceberg tables are read',
        },
        { name: 'hudi', format: 'hudi' },
        { name: 'v', kind: 'view' },
        {
          name: 'unfinished',
          unreadable: expect.stringContaining('in the Hive Metastore'),
        },
      ]);
    },
  );

  it('asks for 100 tables at a time', async () => {
    const sizes: number[] = [];
    const answer = metastore({
      many: Array.from({ length: 250 }, (_, index) => table(`t${index}`, {})),
    });
    const catalog = await serve((call, socket) => {
      const wanted = call.args.struct(1)?.list(2);
      if (wanted) sizes.push(wanted.length);
      return answer(call, socket);
    });
    expect(await tablesOf(catalog)).toHaveLength(250);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('connects anew when the metastore has closed an idle connection', async () => {
    let connections = 0;
    const answer = metastore({ shop: [] });
    const catalog = await serve(
      (call, socket) => {
        const reply = answer(call, socket);
        socket.end(reply ?? '');
        return undefined;
      },
      {},
      () => connections++,
    );
    const orders = { namespace: 'shop', name: 'orders' };
    await catalog.findTable(orders);
    expect(await catalog.findTable(orders)).toBeUndefined();
    expect(connections).toBe(2);
  });

  it('bug: knows the version of the metastore once it was listed, for the snippets of engines, and lists one that tells none', async () => {
    const answer = metastore({ shop: [] });
    const asked: string[] = [];
    const told = await serve((call, socket) => {
      asked.push(call.method);
      return call.method === 'getVersion'
        ? ThriftWriter.message(2, call.method, call.id, [
            ThriftWriter.stringField(0, '4.0.1'),
          ])
        : answer(call, socket);
    });
    expect(told.knownVersion).toBeUndefined();
    await told.listNamespaces();
    await told.listNamespaces();
    expect(told.knownVersion).toBe('4.0.1');
    expect(asked).toEqual([
      ...['get_all_databases', 'getVersion', 'get_all_databases'],
    ]);

    const silent = await serve(answer);
    expect(await silent.listNamespaces()).toHaveLength(1);
    expect(silent.knownVersion).toBeUndefined();
  });

  it('goes on after a call that was aborted', async () => {
    const answer = metastore({ shop: [] });
    let isSilent = true;
    const abort = new AbortController();
    const catalog = await serve((call, socket) => {
      if (!isSilent) return answer(call, socket);
      isSilent = false;
      abort.abort(new Error('enough'));
      return undefined;
    });
    expect(
      await failureOf(catalog.listNamespaces({ signal: abort.signal })),
    ).toBe('Error: enough');
    expect(await catalog.listNamespaces()).toHaveLength(1);
  });
});
