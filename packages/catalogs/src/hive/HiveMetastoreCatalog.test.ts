import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import type { CatalogTable } from '../catalog';
import { HiveMetastoreCatalog } from './HiveMetastoreCatalog';
import type { HiveMetastoreOptions } from './HiveMetastoreOptions';
import { ThriftReader } from './ThriftReader';
import { ThriftStruct, type ThriftValue } from './ThriftValue';
import { ThriftWriter } from './ThriftWriter';

interface Call {
  method: string;
  id: number;
  args: ThriftStruct;
}
interface Table {
  name: string;
  fields: Buffer[];
}
type Answerer = (call: Call, socket: Socket) => Buffer | undefined;

const opened: Array<{ close(): unknown }> = [];

/** A metastore that does what a real one can't be made to do; the real one is in packages/testbed/systems. */
async function serve(
  answer: Answerer,
  options: Partial<HiveMetastoreOptions> = {},
  onConnect?: (socket: Socket) => void,
): Promise<HiveMetastoreCatalog> {
  const framed = options.transport === 'framed';
  const sockets = new Set<Socket>();
  const server: Server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnect?.(socket);
    // A request may come in parts, and its frame may come first.
    let asked = Buffer.alloc(0);
    socket.on('data', bytes => {
      asked = Buffer.concat([asked, bytes]);
      const body = framed ? asked.subarray(4) : asked;
      const call = body.length > 0 && new ThriftReader(1e6).add(body);
      if (!call) return;
      asked = Buffer.alloc(0);
      const reply = answer(
        { method: call.name, id: call.id, args: call.body },
        socket,
      );
      if (!reply || socket.destroyed) return;
      if (framed) {
        const length = Buffer.alloc(4);
        length.writeInt32BE(reply.length);
        socket.write(length);
      }
      // In pieces, as networks do it.
      for (let start = 0; start < reply.length; start += 1000)
        socket.write(reply.subarray(start, start + 1000));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const catalog = new HiveMetastoreCatalog({
    servers: [{ host: '127.0.0.1', port }],
    ...options,
  });
  opened.push(catalog, {
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return catalog;
}

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function names(call: Call, values: string[]): Buffer {
  return ThriftWriter.message(2, call.method, call.id, [
    ThriftWriter.stringListField(0, values),
  ]);
}

/** Methods that are in 3.1 and in 4.0 alike; others are refused as a metastore does it. */
function metastore(tables: Record<string, Table[]>): Answerer {
  return call => {
    switch (call.method) {
      case 'get_all_databases':
        return names(call, Object.keys(tables));
      case 'get_all_tables': {
        const found = tables[call.args.string(1)!];
        return names(
          call,
          found.map(({ name }) => name),
        );
      }
      case 'get_table_objects_by_name_req': {
        const request = call.args.struct(1)!;
        const found = tables[request.string(1)!];
        const wanted = request.list(2) as string[];
        return ThriftWriter.message(2, call.method, call.id, [
          ThriftWriter.structField(0, [
            ThriftWriter.structListField(
              1,
              found
                .filter(({ name }) => wanted.includes(name))
                .map(({ fields }) => fields),
            ),
          ]),
        ]);
      }
      default:
        return ThriftWriter.message(3, call.method, call.id, [
          ThriftWriter.stringField(1, `Invalid method name: '${call.method}'`),
        ]);
    }
  };
}

function table(
  name: string,
  parameters: Record<string, string>,
  more: { type?: string; inputFormat?: string } = {},
): Table {
  return {
    name,
    fields: [
      ThriftWriter.stringField(1, name),
      ThriftWriter.structField(7, [
        ThriftWriter.stringField(2, `s3://b/${name}`),
        ThriftWriter.stringField(3, more.inputFormat ?? ''),
      ]),
      ThriftWriter.stringMapField(9, parameters),
      ThriftWriter.stringField(12, more.type ?? 'EXTERNAL_TABLE'),
    ],
  };
}

async function list(catalog: HiveMetastoreCatalog): Promise<CatalogTable[]> {
  const tables: CatalogTable[] = [];
  for await (const page of catalog.listTables()) tables.push(...page);
  return tables;
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it did not fail',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

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
      expect(await list(catalog)).toMatchObject([
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
    expect(await list(catalog)).toHaveLength(250);
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
    expect(await failureOf(list(catalog))).toBe(
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
    expect(await list(catalog)).toMatchObject([{ name: 'orders' }]);
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

describe('ThriftReader', () => {
  it('reads what was written, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.dictionary(fc.string(), fc.string()),
        fc.integer({ min: 1, max: 20 }),
        (text, texts, map, piece) => {
          const bytes = ThriftWriter.message(2, 'm', 7, [
            ThriftWriter.stringField(1, text),
            ThriftWriter.structListField(2, [
              [ThriftWriter.stringListField(3, texts)],
            ]),
            ThriftWriter.stringMapField(4, map),
          ]);
          const reader = new ThriftReader(bytes.length);
          let message;
          for (let start = 0; start < bytes.length; start += piece) {
            expect(message).toBeUndefined();
            message = reader.add(bytes.subarray(start, start + piece));
          }
          expect(message?.id).toBe(7);
          expect(message?.body.string(1)).toBe(text);
          const [inner] = message?.body.list(2) as ThriftValue[];
          expect((inner as ThriftStruct).list(3)).toEqual(texts);
          expect(message?.body.strings(4)).toEqual(map);
        },
      ),
    );
  });

  it.each<[string, number, number[], boolean]>([
    ['names', 11, [0, 0, 0, 0], true],
    ['empty structs', 12, [0], false],
    ['structs', 12, [2, 0, 1, 1, 0], false],
    ['empty maps', 13, [11, 11, 0, 0, 0, 0], false],
    ['lists', 15, [2, 0, 0, 0, 1, 1], false],
  ])(
    'bug: weighs %s by what they take in memory: of two million, names pass',
    (_, type, value, passes) => {
      const count = 2_000_000;
      const head = Buffer.from([15, 0, 0, type, 0, 0, 0, 0]);
      head.writeInt32BE(count, 4);
      const bytes = Buffer.concat([
        ThriftWriter.message(2, 'm', 1, []).subarray(0, -1),
        head,
        Buffer.alloc(count * value.length, Buffer.from(value)),
        Buffer.from([0]),
      ]);
      const read = () => new ThriftReader(bytes.length).add(bytes);
      if (passes) expect(read()?.body.list(0)).toHaveLength(count);
      else expect(read).toThrow('more than 4000000 values');
    },
  );

  it('fails on any bytes with an error of this package, or waits for more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const start = ThriftWriter.message(2, 'm', 1, []).subarray(0, -1);
        try {
          new ThriftReader(10_000).add(Buffer.concat([start, bytes]));
        } catch (error) {
          expect((error as Error).name).toBe('CatalogResponseError');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
