import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccessExpectation,
  proveLakehouse,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { TrinoClient } from '@lakehouse-portal/trino';
import { TrinoServer } from '../src';

jest.setTimeout(300_000);

const RULES = {
  catalogs: [
    { user: 'admin', catalog: '.*', allow: 'all' },
    { group: 'analysts|engineers', catalog: 'lake', allow: 'all' },
  ],
  schemas: [{ user: 'admin', owner: true }, { owner: false }],
  tables: [
    {
      user: 'admin',
      privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'OWNERSHIP'],
    },
    {
      group: 'engineers',
      schema: 'silver',
      table: 'customers',
      privileges: ['SELECT', 'INSERT'],
    },
    {
      group: 'analysts',
      schema: 'silver',
      table: 'customers|people',
      privileges: ['SELECT'],
      columns: [
        { name: 'email', mask: "'***'" },
        { name: 'born', mask: "date_trunc('year', born)" },
        { name: 'phone', mask: 'CAST(NULL AS varchar)' },
        { name: 'ssn', allow: false },
      ],
    },
    {
      group: 'analysts',
      schema: 'silver',
      table: 'regional',
      privileges: ['SELECT'],
      filter: "region = 'EU'",
    },
    { group: 'analysts', schema: 'gold', privileges: ['SELECT'] },
  ],
};
const GROUPS = 'analysts:ann\nengineers:eric\n';

const ann = { user: 'ann', groups: ['analysts'] };
const customers = { schema: 'silver', table: 'customers' };

/** What the rules promise, and the other way round. */
const KEPT: AccessExpectation[] = [
  { ...ann, ...customers, column: 'email', expectation: 'masked' },
  {
    ...ann,
    ...customers,
    column: { name: 'born', type: 'date' },
    expectation: 'masked',
  },
  { ...ann, ...customers, column: 'phone', expectation: 'masked' },
  { ...ann, ...customers, column: 'ssn', expectation: 'refused' },
  { ...ann, ...customers, column: 'name', expectation: 'visible' },
  { ...ann, ...customers, expectation: 'not-writable' },
  { user: 'eric', ...customers, column: 'email', expectation: 'visible' },
  { user: 'eric', ...customers, expectation: 'writable' },
  { user: 'eve', ...customers, expectation: 'refused' },
  { user: 'eve', ...customers, column: 'email', expectation: 'refused' },
  {
    ...ann,
    schema: 'silver',
    table: 'regional',
    otherColumns: [{ name: 'region', values: ['EU', 'US'] }],
    expectation: 'filtered',
  },
  // Tables that no rule names: shut in silver, open in gold to those of the rule, and to nobody else.
  { ...ann, schema: 'silver', expectation: 'refused' },
  { ...ann, schema: 'gold', expectation: 'visible' },
  { user: 'eric', schema: 'gold', expectation: 'refused' },
  { user: 'admin', schema: 'silver', expectation: 'writable' },
];

describe('access rules of Trino 476', () => {
  let directory: string;
  let server: TrinoServer;
  let client: TrinoClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-prove-access-'));
    await mkdir(join(directory, 'metastore'));
    server = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'fs.native-local.enabled': 'true',
          'local.location': directory,
          'hive.metastore.catalog.dir': 'local:///metastore',
        },
      },
      {
        memoryMb: 1024,
        readyWhen: 'started',
        files: {
          'access-control.properties':
            'access-control.name=file\nsecurity.config-file=ETC/rules.json\n',
          'rules.json': JSON.stringify(RULES),
          'group-provider.properties':
            'group-provider.name=file\nfile.group-file=ETC/groups.txt\n',
          'groups.txt': GROUPS,
        },
      },
    );
    client = TrinoClient.create({ server: server.url, user: 'admin' });
  }, 900_000);

  afterAll(async () => {
    client?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const prove = (access: AccessExpectation[], user?: string) =>
    proveLakehouse({
      connect: sessionsOf(
        user === undefined
          ? client
          : {
              query: (sql, options) => client.query(sql, { user, ...options }),
            },
      ),
      catalog: 'lake',
      layers: [{ schema: 'silver' }, { schema: 'gold' }],
      access,
      waitMs: 20_000,
    });

  const failures = (report: Awaited<ReturnType<typeof prove>>) =>
    report.steps.flatMap(({ id, failure }) =>
      failure ? [[id, failure.hop, failure.message]] : [],
    );

  it('are proved on tables that are made for it: masked, blocked, refused, writable, and neither open nor shut by accident', async () => {
    const report = await prove(KEPT);
    expect(failures(report)).toEqual([]);
    expect(report).toMatchObject({ outcome: 'proved', left: [] });
    expect(
      report.steps.filter(({ id }) => /^access\/\d+$/.test(id)),
    ).toHaveLength(KEPT.length);
    for (const schema of ['silver', 'gold']) {
      expect(
        (await client.query(`SHOW TABLES FROM lake.${schema}`)).rows,
      ).toEqual([]);
    }
  });

  it('that do not hold are found, each of them', async () => {
    const opposite = {
      masked: 'visible',
      visible: 'masked',
      refused: 'visible',
      filtered: 'refused',
      writable: 'not-writable',
      'not-writable': 'writable',
    } as const;
    const broken = KEPT.filter(
      one => one.column !== undefined || one.expectation !== 'visible',
    ).map(one => ({ ...one, expectation: opposite[one.expectation] }));
    const report = await prove(broken);
    expect(report.outcome).toBe('failed');
    expect(failures(report).map(([id, hop]) => [id, hop])).toEqual(
      broken.map((_, index) => [`access/${index + 1}`, 'rights']),
    );
    expect(report.left).toEqual([]);
  });

  it('are proved on a table that is there, whose data stays as it is and in Trino', async () => {
    await client.query(
      `CREATE TABLE lake.silver.customers AS SELECT * FROM (VALUES
        ('ada', 'ada@example.org', DATE '1815-12-10', '+44 1', '123'),
        ('bob', 'bob@example.org', DATE '1990-05-05', '+44 2', '456')) t (name, email, born, phone, ssn)`,
    );
    const read = async () =>
      (await client.query('SELECT * FROM lake.silver.customers ORDER BY 1'))
        .rows;
    const before = await read();
    try {
      const kept = KEPT.filter(({ table }) => table === 'customers');
      const report = await prove(kept);
      expect(failures(report)).toEqual([]);
      expect(report.outcome).toBe('proved');
      expect(JSON.stringify(report)).not.toContain('bob');
      const broken = await prove([
        { ...ann, ...customers, column: 'name', expectation: 'masked' },
        { ...ann, ...customers, column: 'phone', expectation: 'visible' },
        { user: 'eric', ...customers, expectation: 'not-writable' },
        {
          user: 'eric',
          ...customers,
          column: 'nothing',
          expectation: 'refused',
        },
      ]);
      expect(failures(broken).map(([id]) => id)).toEqual([
        'access/1',
        'access/2',
        'access/3',
        'access/4',
      ]);
      expect(await read()).toEqual(before);
      const { rows } = await client.query(
        'SELECT count(*) FROM lake.silver."customers$snapshots"',
      );
      expect(rows).toEqual([[1n]]);
    } finally {
      await client.query('DROP TABLE lake.silver.customers');
    }
  });

  it('that can not be seen are no success: an empty table, one that a filter empties, a user whom Trino takes for another', async () => {
    await client.query('CREATE TABLE lake.silver.people (email varchar)');
    try {
      const report = await prove([
        {
          ...ann,
          schema: 'silver',
          table: 'people',
          column: 'email',
          expectation: 'masked',
        },
        {
          ...ann,
          schema: 'silver',
          table: 'regional',
          column: 'name',
          otherColumns: [{ name: 'region' }],
          expectation: 'visible',
        },
      ]);
      expect(failures(report).map(([id, hop]) => [id, hop])).toEqual([
        ['access/1', 'rights'],
        ['access/2', 'rights'],
      ]);
      const mistaken = await proveLakehouse({
        connect: () => client,
        catalog: 'lake',
        layers: [{ schema: 'silver' }],
        access: [{ ...ann, ...customers, expectation: 'refused' }],
      });
      expect(failures(mistaken)).toEqual([
        ['access/user/ann', 'authentication', 'Trino takes ann for admin'],
      ]);
      expect(mistaken.notTried).toEqual([
        'ann (analysts) may not read silver.customers',
      ]);
    } finally {
      await client.query('DROP TABLE lake.silver.people');
    }
  });

  it('that deny the one who proves are named', async () => {
    const report = await prove([], 'eve');
    expect(report.outcome).toBe('failed');
    expect(failures(report).map(([id, hop]) => [id, hop])).toEqual([
      ['silver/schema', 'rights'],
      ['gold/schema', 'rights'],
    ]);
  });

  it('a table that somebody makes under the name of ours is not dropped', async () => {
    const report = await proveLakehouse({
      connect: sessionsOf(client),
      catalog: 'lake',
      layers: [{ schema: 'silver' }],
      access: [
        { ...ann, ...customers, column: 'email', expectation: 'masked' },
        { user: 'eric', schema: 'silver', expectation: 'refused' },
      ],
      onStep: event => {
        if (event.type === 'finished' && event.step.id === 'access/1') {
          takenOver = client
            .query('DROP TABLE lake.silver.customers')
            .then(() =>
              client.query(
                'CREATE TABLE lake.silver.customers (theirs bigint)',
              ),
            );
        }
      },
    });
    await takenOver;
    expect((await client.query('SHOW TABLES FROM lake.silver')).rows).toEqual([
      ['customers'],
    ]);
    expect(report.left).toEqual([]);
    await client.query('DROP TABLE lake.silver.customers');
  });
  let takenOver: Promise<unknown> | undefined;
});
