import { columnsOf, type FakeAnswer } from '../__testUtils__/FakeCoordinator';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { LAST_PAGE } from '../__testUtils__/lastPage';
import { pages } from '../__testUtils__/pages';

const { coordinator, clientOf } = fakeCoordinators();

describe('bug: what is no end of a query is no success', () => {
  it.each([
    ['rows, but the query still runs', { stats: { state: 'RUNNING' } }],
    ['a failure without an error', { data: [], stats: { state: 'FAILED' } }],
    ['no state', { stats: undefined }],
    ['a page of another query', { id: 'q2' }],
  ])('%s', async (_name, page) => {
    const fake = await coordinator(pages({}, { ...LAST_PAGE, ...page }));
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
      queryId: 'q1',
    });
    // It may still run.
    expect(fake.methods).toEqual(['POST', 'GET', 'DELETE']);
  });
});

describe('answers that are none', () => {
  it.each([
    [
      'a page of people to sign in',
      {
        text: '<html>Sign in</html>',
        headers: { 'Content-Type': 'text/html' },
      },
    ],
    ['JSON of something else', { json: { hello: 'world' } }],
    ['a list', { json: [] }],
    [
      'a redirect',
      { text: '', status: 302, headers: { Location: 'http://127.0.0.1:1/' } },
    ],
    [
      'the spooled protocol',
      {
        json: {
          id: 'q1',
          columns: columnsOf({ a: 'integer' }),
          data: { encoding: 'json+zstd', segments: [] },
        },
      },
    ],
    [
      'rows without columns',
      { json: { ...LAST_PAGE, columns: undefined, data: [[1]] } },
    ],
    [
      'a row that is too short',
      {
        json: {
          ...LAST_PAGE,
          columns: columnsOf({ a: 'integer', b: 'integer' }),
        },
      },
    ],
    [
      'text for a number',
      {
        json: {
          ...LAST_PAGE,
          columns: columnsOf({ a: 'bigint' }),
          data: [['x']],
        },
      },
    ],
    [
      'a number beyond 64 bits',
      {
        text: `{"id":"q1","stats":{"state":"FINISHED"},"columns":${JSON.stringify(
          columnsOf({ a: 'bigint' }),
        )},"data":[[9223372036854775808]]}`,
      },
    ],
    [
      'JSON nested without end',
      { text: `{"id":"q1","x":${'['.repeat(100_000)}` },
    ],
  ] as Array<[string, FakeAnswer]>)('%s', async (_name, answer) => {
    const fake = await coordinator(() => answer);
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoProtocolError',
    });
    expect(fake.methods).toEqual(['POST']);
  });

  it('a refused connection is tried again within the budget, then said with its phase', async () => {
    const fake = await coordinator(pages({}));
    const client = clientOf(fake, {
      // A port that was just given back may be somebody else's; this one is nobody's.
      server: 'http://127.0.0.1:1',
      retries: { maxRetries: 1 },
    });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({
      name: 'TrinoConnectionError',
      phase: 'tcp',
      code: 'ECONNREFUSED',
    });
  });
});

it('bug: says what is named as the next page when that is no address of a page', async () => {
  const fake = await coordinator(pages({ nextUri: 'urn:page:1' }));
  await expect(clientOf(fake).query('SELECT 1')).rejects.toThrow(
    'Trino names the next page at urn:page:1, which',
  );
});
