import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { runWithOutput } from './__testUtils__/runWithOutput';
import { run } from './run';

// Starts processes: slow on a busy machine.
jest.setTimeout(300_000);

const BIN = join(__dirname, '../bin/lakehouse.js');

/** Tells on exit which packages and plugins of ours were loaded. */
const WITNESS = `process.on('exit', () => console.error('LOADED ' + [...new Set(
  Object.keys(require.cache).flatMap(file => /(?:packages|plugins).([a-z-]+).src/.exec(file)?.[1] ?? []),
)].sort().join(' ')));`;

/** From a connection in app-config to a table, without a portal. */
describe('lakehouse, for configured connections', () => {
  let folder: string;
  let directory: string;
  let config: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-connections-'));
    directory = join(folder, 'retail');
    const retail = await EmbeddedLakehouse.open({
      directory,
      name: 'retail',
      durable: false,
    });
    for (const [namespace, name] of [
      ['silver', 'orders'],
      ['bronze', 'clicks'],
    ]) {
      await retail.createNamespace(namespace);
      await retail.createTable(
        { namespace, name },
        { columns: [{ name: 'id', type: 'long' }] },
      );
      await retail.append({ namespace, name }, { rows: [{ id: 1n }] });
    }
    await retail.close();
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets', 'name'), 'retail\n');
    config = join(folder, 'app-config.yaml');
    const warehouses = join(directory, 'warehouse');
    writeFileSync(
      config,
      `
lakehouse:
  connections:
    shop:
      type: jdbc
      uri: sqlite:${join(directory, 'catalog.db')}
      catalogName: { $file: ./secrets/name }
      warehouses: { $env: TEST_WAREHOUSES }
      rules: [{ match: 'silver.*', policy: { minSnapshotsToKeep: 3 } }]
    files:
      type: folder
      warehouses: ${warehouses}
    locked:
      type: jdbc
      uri: postgresql://127.0.0.1:1/lake
      user: reader
      password: { $file: ./secrets/nowhere }
      warehouses: ${warehouses}
    down:
      type: rest
      uri: http://127.0.0.1:1
      auth: { type: bearer, token: not-for-anybody-else }
      warehouses: ${warehouses}
    odd:
      type: oracle
`,
    );
    process.env.TEST_WAREHOUSES = warehouses;
  });

  afterAll(() => {
    delete process.env.TEST_WAREHOUSES;
    rmSync(folder, { recursive: true, force: true });
  });

  async function lakehouse(...args: string[]) {
    const written = await runWithOutput(run, [...args, '--config', config]);
    return { ...written, json: () => JSON.parse(written.out) };
  }

  it('bug: says of a lakehouse that lists nothing that it does, and of each that fails why, where there is no table at all', async () => {
    const other = join(folder, 'other.yaml');
    const list = async (connections: string) => {
      writeFileSync(other, `lakehouse: { connections: ${connections} }\n`);
      return runWithOutput(run, ['tables', '--config', other]);
    };
    const empty = `nothing: { type: jdbc, uri: 'sqlite:${join(
      directory,
      'catalog.db',
    )}', catalogName: another, warehouses: ${directory} }`;
    const down = (name: string, port: number) =>
      `${name}: { type: rest, uri: 'http://127.0.0.1:${port}', warehouses: ${directory} }`;
    expect(await list(`{ ${empty} }`)).toMatchObject({
      code: 0,
      out: '0 tables in 1 lakehouse\n',
      err: expect.stringContaining('lakehouse: nothing: It lists no table.'),
    });
    const failed = await list(`{ ${down('a', 1)}, ${down('b', 2)}, ${empty} }`);
    expect(failed.code).toBe(1);
    expect(failed.err).toContain('127.0.0.1:1/');
    expect(failed.err).toMatch(/^lakehouse: b: .*127\.0\.0\.1:2\//m);
    expect(failed.err).toContain('lakehouse: nothing: It lists no table.');
    expect(await list('{}')).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'There is no lakehouse in lakehouse.connections of ',
      ),
    });
  });

  it('bug: a value of a connection that is missing or of the wrong type is bad input, and no failure', async () => {
    const other = join(folder, 'wrong.yaml');
    const answer = async (connection: string) => {
      writeFileSync(other, `lakehouse: { connections: { a: ${connection} } }`);
      return runWithOutput(run, ['tables', '--config', other]);
    };
    const rest = `type: rest, uri: 'http://127.0.0.1:1', warehouses: ${directory}`;
    for (const [connection, message] of [
      [`{ ${rest}, namespaces: 5 }`, "'lakehouse.connections.a.namespaces'"],
      [`{ ${rest}, concurrency: x }`, "'lakehouse.connections.a.concurrency'"],
      [
        '{ type: trino, trino: { catalog: x } }',
        "'lakehouse.connections.a.trino.server'",
      ],
      [`{ ${rest}, warehuoses: x }`, 'warehuoses is not a key of'],
    ])
      expect(await answer(connection)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining(message),
      });
  });

  it('bug: refuses of an embedded lakehouse what the portal refuses: a misspelt name of the catalog listed another', async () => {
    const other = join(folder, 'embedded.yaml');
    const answer = async (connection: string, ...args: string[]) => {
      writeFileSync(
        other,
        `lakehouse: { connections: { retail: { type: embedded, ${connection} } } }`,
      );
      return runWithOutput(run, [...args, '--config', other]);
    };
    const right = `directory: ${directory}`;
    for (const [connection, message] of [
      [`${right}, catalogname: x`, 'it is spelt catalogName'],
      [`${right}, warehouses: x`, 'retail.warehouses is not a key of'],
      [
        `${right}, catalogName: 5`,
        "'lakehouse.connections.retail.catalogName'",
      ],
      [`${right}, example: x`, 'retail.example must be "retail"'],
      ['title: x', "'lakehouse.connections.retail.directory'"],
    ])
      for (const command of [
        ['tables'],
        ['inspect', 'retail.silver.orders'],
        ['maintain', 'retail.silver.orders'],
      ])
        expect(await answer(connection, ...command)).toMatchObject({
          code: 2,
          out: '',
          err: expect.stringContaining(message),
        });
    expect(await answer(right, 'tables')).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 tables in 1 lakehouse'),
    });
  });

  it('lists what their catalogs list, and says of each that cannot be listed why, without its secrets', async () => {
    const { code, json, out } = await lakehouse('tables', '--json');
    expect(code).toBe(0);
    const { tables, warnings } = json();
    expect(
      tables.map(({ name, layer }: { name: string; layer: string }) => [
        name,
        layer,
      ]),
    ).toEqual([
      ['shop.bronze.clicks', 'bronze'],
      ['shop.silver.orders', 'silver'],
      // A folder knows no other names than those of folders.
      [expect.stringMatching(/^files\.bronze\.clicks-\w+$/), 'bronze'],
      [expect.stringMatching(/^files\.silver\.orders-\w+$/), 'silver'],
    ]);
    expect(tables[1].metadataLocation).toMatch(/\.metadata\.json$/);
    expect(warnings).toEqual([
      {
        lakehouse: 'locked',
        message: expect.stringMatching(
          /\$file: .*nowhere can't be read: ENOENT/,
        ),
      },
      { lakehouse: 'down', message: expect.stringContaining('127.0.0.1:1') },
      {
        lakehouse: 'odd',
        message: expect.stringMatching(/type oracle.*embedded, folder, glue/),
      },
    ]);
    expect(out).not.toContain('not-for-anybody-else');
    const people = await lakehouse('tables');
    expect(people.out).toContain('4 tables in 2 lakehouses\n');
    expect(people.err).toContain('lakehouse: down: ');
  });

  it('inspects and judges a table by its name as by its metadata file, with the promises of the configuration', async () => {
    const { tables } = (await lakehouse('tables', '--json')).json();
    const orders = tables.filter(({ name }: { name: string }) =>
      /\.silver\.orders/.test(name),
    );
    expect(orders).toHaveLength(2);
    const byFile = await lakehouse(
      'inspect',
      orders[0].metadataLocation,
      '--json',
    );
    for (const { name, metadataLocation } of orders) {
      const byName = await lakehouse('inspect', name, '--json');
      expect(byName.json()).toEqual({
        ...byFile.json(),
        metadataLocation,
        // Of a folder: that no catalog says which metadata file is the current one.
        warnings: name.startsWith('files.') ? expect.any(Array) : [],
      });
    }
    const grown = await lakehouse(
      'inspect',
      'shop.silver.orders',
      '--growth',
      '--json',
    );
    expect(grown.json().metadataFiles.length).toBeGreaterThan(1);
    const health = await lakehouse('health', 'shop.silver.orders', '--json');
    expect(health.json()).toMatchObject({
      score: expect.any(Number),
      policy: {
        layer: 'silver',
        minSnapshotsToKeep: { value: 3, source: { label: 'rule silver.*' } },
      },
    });
  });

  it('loads the clients of catalogs only for who names a table of one: they take longer than reading a table', async () => {
    const witness = join(folder, 'witness.cjs');
    writeFileSync(witness, WITNESS);
    const loadedBy = (location: string) => {
      const answer = execFileSync(
        'sh',
        [
          ...['-c', '"$0" --require "$1" "$2" inspect "$3" 2>&1 >/dev/null'],
          ...[process.execPath, witness, BIN, location],
        ],
        { encoding: 'utf8', cwd: folder, env: { ...process.env } },
      );
      return /LOADED (.*)/.exec(answer)![1].split(' ');
    };
    const { tables } = (await lakehouse('tables', '--json')).json();
    const byFile = loadedBy(tables[0].metadataLocation);
    expect(byFile).not.toContain('lakehouse-backend');
    expect(byFile).not.toContain('catalogs');
    expect(loadedBy('shop.silver.orders')).toContain('lakehouse-backend');
    const embedded = join(folder, 'app-config.local.yaml');
    writeFileSync(
      embedded,
      `lakehouse: { connections: { retail: { type: embedded, directory: ${directory} } } }`,
    );
    const byEmbedded = loadedBy('retail.silver.orders');
    rmSync(embedded);
    expect(byEmbedded).not.toContain('catalogs');
    expect(byEmbedded).not.toContain('trino');
  });

  it.each<[string, number, string, ...string[]]>([
    ['shop.silver.nope', 2, 'The lakehouse shop has no table silver.nope'],
    ['shop.silver.orders', 2, '--rewrite is for tables', '--rewrite', 'a=/b'],
    ['locked.silver.orders', 2, "nowhere can't be read: ENOENT"],
    ['down.silver.orders', 1, '127.0.0.1:1'],
    ['odd.silver.orders', 2, 'type oracle'],
    ['nobody.silver.orders', 2, 'configured lakehouses: shop, files, locked'],
  ])('says of %s what is wrong', async (name, expected, message, ...more) => {
    const { code, json } = await lakehouse('inspect', name, '--json', ...more);
    expect(json().error.message).toContain(message);
    expect(code).toBe(expected);
  });
});
