import { Client } from 'pg';
import { ensureDatabase, type PostgresServer, startPostgres } from '../src';

describe('PostgreSQL of the testbed', () => {
  let postgres: PostgresServer;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 600_000);

  afterAll(async () => {
    await postgres?.stop();
  });

  it('gives each test a database of its own', async () => {
    const [a, b] = [
      await postgres.createDatabase('test_a'),
      await postgres.createDatabase('Test "b"'),
    ];
    await postgres.query('CREATE TABLE t(x int); INSERT INTO t VALUES (1)', {
      database: a.database,
    });
    expect(
      await postgres.query('SELECT x FROM t WHERE x = $1', {
        database: a.database,
        values: [1],
      }),
    ).toEqual([{ x: 1 }]);
    await expect(
      postgres.query('SELECT x FROM t', { database: b.database }),
    ).rejects.toThrow('relation "t" does not exist');
    await expect(postgres.createDatabase('test_a')).rejects.toThrow(
      'already exists',
    );
    await postgres.dropDatabase('test_a');
    await expect(
      postgres.query('SELECT 1', { database: 'test_a' }),
    ).rejects.toThrow('does not exist');
  });

  it('bug: makes and fills a database once where several ask for it at the same time', async () => {
    const asked = Array.from({ length: 8 }, () =>
      ensureDatabase(
        postgres.connection,
        'asked for',
        'CREATE TABLE t(x int); INSERT INTO t VALUES (1)',
      ),
    );
    for (const { database } of await Promise.all(asked))
      expect(await postgres.query('SELECT x FROM t', { database })).toEqual([
        { x: 1 },
      ]);
  });

  it('lets in nobody without the password', async () => {
    const other = { ...postgres.connection, password: 'wrong' };
    const client = new Client(other);
    await expect(client.connect()).rejects.toThrow(
      'password authentication failed',
    );
  });
});
