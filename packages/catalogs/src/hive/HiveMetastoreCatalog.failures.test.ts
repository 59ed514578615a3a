import { tablesOf } from '../__testUtils__/tablesOf';
import { failureOf } from './__testUtils__/failureOf';
import { fakeMetastores, type Answerer } from './__testUtils__/fakeMetastores';
import { metastore, names, table } from './__testUtils__/metastore';
import { ThriftWriter } from './ThriftWriter';

const { serve } = fakeMetastores();

describe('HiveMetastoreCatalog', () => {
  it('says that Kerberos is not supported when the metastore refuses with SASL', async () => {
    const catalog = await serve((_, socket) => {
      socket.end(Buffer.from([4, 0, 0, 0, 2, 0x6e, 0x6f]));
      return undefined;
    });
    expect(await failureOf(catalog.listNamespaces())).toMatch(
      /^CatalogAuthenticationError: .*Kerberos.* not supported/,
    );
  });

  it.each<[string, Answerer, RegExp]>([
    [
      'a string of 2 GB',
      () =>
        Buffer.from([0x80, 1, 0, 2, 0x7f, 0xff, 0xff, 0xff, 0x61, 0x62, 0x63]),
      /^CatalogResponseError: .*claims a length of 2147483647/,
    ],
    [
      'a negative length',
      () => Buffer.from([0x80, 1, 0, 2, 0xff, 0xff, 0xff, 0xff]),
      /^CatalogResponseError: .*claims a length of -1/,
    ],
    [
      'another protocol',
      () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      /^CatalogResponseError: .*not Thrift/,
    ],
    [
      'structs without end',
      ({ method, id }) =>
        Buffer.concat([
          ThriftWriter.message(2, method, id, []).subarray(0, -1),
          Buffer.from(Array(1000).fill([12, 0, 1]).flat()),
        ]),
      /^CatalogResponseError: .*nested more than/,
    ],
    [
      'an unknown type',
      ({ method, id }) =>
        Buffer.concat([
          ThriftWriter.message(2, method, id, []).subarray(0, -1),
          Buffer.from([99, 0, 0]),
        ]),
      /^CatalogResponseError: .*type 99/,
    ],
    [
      'an answer to something else',
      ({ id }) => ThriftWriter.message(2, 'get_nothing', id, []),
      /^CatalogResponseError: .*answered another call/,
    ],
    [
      'no result',
      ({ method, id }) => ThriftWriter.message(2, method, id, []),
      /^CatalogResponseError: .*failed at get_all_databases/,
    ],
    [
      'an error of its own',
      ({ method, id }) =>
        ThriftWriter.message(2, method, id, [
          ThriftWriter.structField(1, [
            ThriftWriter.stringField(1, 'the database is down'),
          ]),
        ]),
      /^CatalogResponseError: .*the database is down/,
    ],
    [
      'a refusal of the user',
      ({ method, id }) =>
        ThriftWriter.message(2, method, id, [
          ThriftWriter.structField(1, [
            ThriftWriter.stringField(1, 'Permission denied: user=portal'),
          ]),
        ]),
      /^CatalogAccessDeniedError: .*Permission denied/,
    ],
    [
      'an unknown method',
      ({ method, id }) =>
        ThriftWriter.message(3, method, id, [
          ThriftWriter.stringField(1, `Invalid method name: '${method}'`),
        ]),
      /^CatalogResponseError: .*Invalid method name/,
    ],
    [
      'a lost connection',
      (_, socket) => {
        socket.destroy();
        return undefined;
      },
      /^CatalogUnavailableError: /,
    ],
  ])(
    'says so when the metastore answers with %s',
    async (_, answer, message) => {
      const catalog = await serve(answer);
      expect(await failureOf(catalog.listNamespaces())).toMatch(message);
    },
  );

  it('says so when the metastore answers with nothing', async () => {
    const catalog = await serve(() => undefined, { timeoutMs: 300 });
    expect(await failureOf(catalog.listNamespaces())).toMatch(
      /^CatalogUnavailableError: .*within 300 ms/,
    );
  });

  it('reads no more than its limit of an answer that does not end', async () => {
    const catalog = await serve(
      call => names(call, Array(2000).fill('x'.repeat(50))),
      { maxAnswerBytes: 50_000 },
    );
    expect(await failureOf(catalog.listNamespaces())).toMatch(
      /^CatalogResponseError: .*more than 50000 bytes/,
    );
  });

  it('bug: asks no metastore for the tables of more databases than anybody has', async () => {
    let asked = 0;
    const catalog = await serve(call => {
      if (call.method === 'get_all_tables') asked++;
      return names(
        call,
        Array.from({ length: 100_001 }, (_, index) => `d${index}`),
      );
    });
    expect(await failureOf(tablesOf(catalog))).toBe(
      'CatalogResponseError: The metastore has more than 100,000 databases',
    );
    expect(asked).toBe(0);
  });

  it('bug: leaves out tables that were not asked for', async () => {
    const answer = metastore({ shop: [table('orders', {})] });
    const catalog = await serve((call, socket) =>
      call.method === 'get_table_objects_by_name_req'
        ? ThriftWriter.message(2, call.method, call.id, [
            ThriftWriter.structField(0, [
              ThriftWriter.structListField(
                1,
                ['never_asked', 'orders'].map(name => table(name, {}).fields),
              ),
            ]),
          ])
        : answer(call, socket),
    );
    expect(await tablesOf(catalog)).toMatchObject([{ name: 'orders' }]);
  });

  it('refuses a frame of 2 GB', async () => {
    const catalog = await serve(
      (_, socket) => {
        socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0]));
        return undefined;
      },
      { transport: 'framed' },
    );
    expect(await failureOf(catalog.listNamespaces())).toMatch(
      /^CatalogResponseError: .*claims a frame of 2147483647/,
    );
  });
});
