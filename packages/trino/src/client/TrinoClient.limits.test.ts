import { columnsOf } from '../__testUtils__/FakeCoordinator';
import { FAILURE } from '../__testUtils__/failure';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { pages } from '../__testUtils__/pages';
import { rejection } from '../__testUtils__/rejection';

const { coordinator, clientOf } = fakeCoordinators();

describe('ending a query', () => {
  it('more rows than allowed: an error that says how many, and the query is cancelled', async () => {
    const rows = {
      columns: columnsOf({ a: 'integer' }),
      data: [[1], [2], [3]],
    };
    const fake = await coordinator(pages({}, rows, rows));
    const client = clientOf(fake, { limits: { maxRows: 2 } });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoLimitError',
      limit: 'rows',
      allowed: 2,
    });
    const preview = await client.preview('SELECT 1');
    expect(preview).toMatchObject({ rows: [[1], [2]], truncated: 'rows' });
    expect(fake.methods).toEqual([
      'POST',
      'GET',
      'DELETE',
      'POST',
      'GET',
      'DELETE',
    ]);
  });

  it('more bytes than allowed: an error, and the query is cancelled', async () => {
    const row = {
      columns: columnsOf({ a: 'varchar' }),
      data: [['x'.repeat(600)]],
    };
    const fake = await coordinator(pages({}, row, row, row));
    await expect(
      clientOf(fake, { limits: { maxBytes: 1000 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'bytes' });
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'DELETE']);
  });

  it('an answer that unpacks to far more than allowed is not read to its end', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'GET'
        ? {
            json: {
              id: 'q1',
              columns: columnsOf({ a: 'varchar' }),
              data: [['x'.repeat(60_000_000)]],
            },
            gzip: true,
          }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    await expect(
      clientOf(fake, { limits: { maxBytes: 1000 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'bytes' });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('a query that never ends is cancelled when its time is over', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(self.seen.length) } },
    );
    await expect(
      clientOf(fake, { limits: { maxDurationMs: 200 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'time' });
    expect(fake.methods.at(-1)).toBe('DELETE');
  });

  it('bug: an answer of small values that would take all memory is an error, and the query is cancelled', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'GET'
        ? { text: `{"id":"q1","x":[${'{},'.repeat(1_300_000)}{}]}` }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    const client = clientOf(fake, { limits: { maxBytes: 1000 } });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoLimitError',
      limit: 'bytes',
      queryId: 'q1',
      message: expect.stringContaining('more values than there is memory for'),
    });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
    expect(await client.preview('SELECT 1')).toMatchObject({
      rows: [],
      truncated: 'bytes',
    });
  });

  it('an answer full of the smallest values is no such thing', async () => {
    const row = `[${Array(1000).fill(1).join(',')}]`;
    const columns = columnsOf(
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [`c${i}`, 'integer']),
      ),
    );
    const fake = await coordinator(() => ({
      text: `{"id":"q1","stats":{"state":"FINISHED"},"columns":${JSON.stringify(
        columns,
      )},"data":[${Array(5_500).fill(row).join(',')}]}`,
    }));
    const { rows } = await clientOf(fake, {
      limits: { maxBytes: 12 * 1024 * 1024 },
    }).query('SELECT *');
    expect(rows).toHaveLength(5_500);
    // Five million values take a busy machine a while.
  }, 120_000);

  it('bug: a server that answers at once without rows is not asked hundreds of times a second', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(self.seen.length) } },
    );
    // An answer for which this machine took its time is taken for a held one, after which fifty are free again: none takes any.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    await expect(
      clientOf(fake, { limits: { maxDurationMs: 1_500 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoLimitError', limit: 'time' });
    clock.mockRestore();
    expect(fake.methods.length).toBeLessThan(100);
  });
});

it('bug: texts of the server without an end are cut', async () => {
  const fake = await coordinator(() => ({
    json: {
      id: 'q'.repeat(1_000_000),
      error: { ...FAILURE, message: 'm'.repeat(1_000_000) },
    },
  }));
  const error = await rejection(clientOf(fake).query('SELECT 1'));
  expect(error.trinoMessage).toHaveLength(10_000);
  expect(error.queryId).toHaveLength(100);
  expect(error.message.length).toBeLessThan(11_000);
});

it('bug: warnings without an end do not fill the memory', async () => {
  let count = 0;
  const some = () => ({
    warnings: Array.from({ length: 80 }, () => ({
      message: `${count++} ${'w'.repeat(5_000)}`,
    })),
  });
  const fake = await coordinator(pages(some(), some(), {}));
  const { warnings } = await clientOf(fake).query('SELECT 1');
  expect(warnings).toHaveLength(100);
  expect(warnings[0]).toHaveLength(1_000);
});
