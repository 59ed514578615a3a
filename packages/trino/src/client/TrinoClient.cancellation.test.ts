import { columnsOf } from '../__testUtils__/FakeCoordinator';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { pages } from '../__testUtils__/pages';

const { coordinator, clientOf } = fakeCoordinators();

describe('ending a query', () => {
  it('an abort while a page is waited for ends the query on the server', async () => {
    const abort = new AbortController();
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      if (request.method === 'GET') {
        abort.abort(new Error('The reader has left'));
        return 'hang';
      }
      return { json: {}, status: 204 };
    });
    await expect(
      clientOf(fake).query('SELECT 1', { signal: abort.signal }),
    ).rejects.toThrow('The reader has left');
    expect(fake.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/statement',
      'GET /v1/statement/executing/q1/slug/1',
      'DELETE /v1/statement/executing/q1/slug/1',
    ]);
  });

  it('an abort while the statement is being sent waits for the answer and ends the query', async () => {
    const abort = new AbortController();
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        abort.abort(new Error('The reader has left'));
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      return { json: {}, status: 204 };
    });
    await expect(
      clientOf(fake).query('SELECT 1', { signal: abort.signal }),
    ).rejects.toThrow('The reader has left');
    expect(fake.methods).toEqual(['POST', 'DELETE']);
  });

  it('nothing is sent when the signal was aborted before', async () => {
    const fake = await coordinator(pages({}));
    await expect(
      clientOf(fake).query('SELECT 1', { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(fake.methods).toEqual([]);
  });

  it('leaving the loop over pages ends the query', async () => {
    const fake = await coordinator(
      pages({}, { columns: columnsOf({ a: 'integer' }), data: [[1]] }, {}),
    );
    for await (const page of clientOf(fake).pages('SELECT 1')) {
      expect(page.rows).toEqual([[1]]);
      break;
    }
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('bug: a page that was just answered is not asked for again, for ever', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'DELETE'
        ? { json: {}, status: 204 }
        : { json: { id: 'q1', nextUri: self.page(1) } },
    );
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
    });
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });

  it('a server that keeps silent is not waited for', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'POST'
        ? { json: { id: 'q1', nextUri: self.page(1) } }
        : 'hang',
    );
    await expect(
      clientOf(fake, {
        idleTimeoutMs: 50,
        retries: { maxRetries: 1 },
      }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoConnectionError', code: 'TIMEOUT' });
  });
});
