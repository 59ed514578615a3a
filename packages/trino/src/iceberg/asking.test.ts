import type { TrinoClient, TrinoResult } from '../client';
import { TrinoQueryError } from '../errors';
import type { TrinoValue } from '../values';
import { listTablesOfSchema } from './listTables';
import { QueryGate } from './QueryGate';
import { readTrinoTable } from './readTable';

type Answer = TrinoValue[][] | Error;

/** A Trino of which a test says what it answers. */
function gateOf(
  answer: (sql: string) => Answer | Promise<Answer>,
  maxConcurrent = 3,
): { gate: QueryGate; asked: string[] } {
  const asked: string[] = [];
  const client: Pick<TrinoClient, 'query'> = {
    async query(sql) {
      asked.push(sql);
      const rows = await answer(sql);
      if (rows instanceof Error) throw rows;
      return { rows } as TrinoResult;
    },
  };
  return { gate: new QueryGate(client as TrinoClient, maxConcurrent), asked };
}

function failure(errorName: string): TrinoQueryError {
  return new TrinoQueryError({
    message: `${errorName} of the test`,
    errorName,
    errorCode: 1,
    errorType: 'USER_ERROR',
  });
}

const ORDERS = { catalog: 'lake', schema: 'shop', table: "o'rders" };
/** A row of the metadata log that names this file. */
const logged = (file: string): TrinoValue[][] => [
  ['2026-11-27T00:00:00.000Z', file, '1', 0, '1'],
];

describe('listing', () => {
  it('asks by equality only, with names as they are, and tells tables of Iceberg from others', async () => {
    const { gate, asked } = gateOf(sql =>
      sql.includes('iceberg_tables')
        ? [['orders']]
        : [
            ['orders', 'BASE TABLE'],
            ['other', 'BASE TABLE'],
            ['v', 'VIEW'],
          ],
    );
    expect(await listTablesOfSchema(gate, 'la"ke', "sh'op")).toEqual([
      { name: 'orders', kind: 'table', isIceberg: true },
      { name: 'other', kind: 'table', isIceberg: false },
      { name: 'v', kind: 'view', isIceberg: false },
    ]);
    expect(asked).toHaveLength(2);
    for (const sql of asked) {
      expect(sql).toContain('FROM "la""ke".');
      expect(sql).toMatch(/WHERE table_schema = 'sh''op'$/);
    }
  });

  it('does without the list of Iceberg tables where it is missing or refused, and fails for anything else', async () => {
    const list = (error: Error) =>
      listTablesOfSchema(
        gateOf(sql =>
          sql.includes('iceberg_tables') ? error : [['t', 'BASE TABLE']],
        ).gate,
        'lake',
        'shop',
      );
    for (const name of ['PERMISSION_DENIED', 'TABLE_NOT_FOUND'])
      expect(await list(failure(name))).toEqual([
        { name: 't', kind: 'table', isIceberg: undefined },
      ]);
    await expect(list(failure('GENERIC_INTERNAL_ERROR'))).rejects.toThrow(
      'GENERIC_INTERNAL_ERROR',
    );
  });
});

describe('reading a table', () => {
  it('asks one statement of one that is as it was', async () => {
    const { gate, asked } = gateOf(() => logged('s3://lake/2.json'));
    expect(
      await readTrinoTable(gate, ORDERS, { knownVersion: 's3://lake/2.json' }),
    ).toBe('unchanged');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`"lake"."shop"."o'rders$metadata_log_entries"`);
  });

  it('tells one that is gone from one that is refused', async () => {
    const read = (name: string) =>
      readTrinoTable(gateOf(() => failure(name)).gate, ORDERS);
    expect(await read('TABLE_NOT_FOUND')).toBeUndefined();
    expect(await read('SCHEMA_NOT_FOUND')).toBeUndefined();
    await expect(read('PERMISSION_DENIED')).rejects.toMatchObject({
      errorName: 'PERMISSION_DENIED',
    });
    // A mistake in the configuration: the table may well be there.
    await expect(read('CATALOG_NOT_FOUND')).rejects.toMatchObject({
      errorName: 'CATALOG_NOT_FOUND',
    });
  });

  it('never puts figures of different states together: one that changes all the time is refused after three tries', async () => {
    let version = 0;
    const { gate, asked } = gateOf(sql =>
      sql.includes('metadata_log_entries')
        ? logged(`s3://lake/${++version}.json`)
        : [],
    );
    await expect(readTrinoTable(gate, ORDERS)).rejects.toThrow(
      /was changed 3 times while it was read/,
    );
    expect(
      asked.filter(sql => sql.includes('metadata_log_entries')),
    ).toHaveLength(4);
    expect(asked.filter(sql => sql.includes('$all_entries'))).toEqual([]);
  });

  it('without the ownership that SHOW CREATE TABLE needs is read, and says what is not known', async () => {
    const { gate } = gateOf(sql => {
      if (sql.includes('metadata_log_entries')) return logged('s3://l/1.json');
      return sql.startsWith('SHOW CREATE') ? failure('PERMISSION_DENIED') : [];
    });
    const reading = await readTrinoTable(gate, ORDERS);
    if (!reading || reading === 'unchanged') throw new Error(String(reading));
    expect(reading.version).toBe('s3://l/1.json');
    expect(
      reading.metadata.warnings.find(
        ({ code }) => code === 'partitioning-unknown',
      ),
    ).toMatchObject({
      isLimit: true,
      message: expect.stringContaining('may not run SHOW CREATE TABLE'),
    });
    expect(reading.metadata.currentSnapshotId).toBeUndefined();
  });
});

describe('statements at the same time', () => {
  it('are no more than allowed; whoever gives up waiting takes no place, and a failure gives its place back', async () => {
    const release: Array<(rows: Answer) => void> = [];
    const { gate, asked } = gateOf(
      () => new Promise(resolve => release.push(resolve)),
      2,
    );
    const abort = new AbortController();
    const settled = (sql: string, signal?: AbortSignal) =>
      gate.query(sql, { signal }).then(
        () => `${sql} done`,
        error => `${sql} ${error.message}`,
      );
    const all = Promise.all([
      settled('a'),
      settled('b'),
      settled('c', abort.signal),
      settled('d'),
    ]);
    await new Promise(setImmediate);
    expect(asked).toEqual(['a', 'b']);
    abort.abort(new Error('gave up'));
    release[0](new Error('failed'));
    await new Promise(setImmediate);
    expect(asked).toEqual(['a', 'b', 'd']);
    release[1]([]);
    release[2]([]);
    expect(await all).toEqual(['a failed', 'b done', 'c gave up', 'd done']);
  });
});
