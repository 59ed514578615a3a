/** @jest-environment node */
import { fetchTransport } from './fetchTransport';

const BASE = 'https://portal.example/api/kubernetes/proxy';
const REQUEST = { method: 'GET', path: '/api/v1/nodes' } as const;

function answering(
  answer: (url: string, init: RequestInit) => Response | Promise<Response>,
  options: object = {},
) {
  return fetchTransport({
    baseUrl: BASE,
    fetch: (async (url: string, init: RequestInit) =>
      answer(url, init)) as unknown as typeof fetch,
    ...options,
  });
}

function endless(chunk: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: sink => sink.enqueue(chunk) });
}

describe('A transport by fetch', () => {
  it('asks below its base, with credentials that are asked for each time', async () => {
    const seen: [string, HeadersInit | undefined][] = [];
    let token = 0;
    const transport = answering(
      (url, { headers }) => {
        seen.push([url, headers]);
        return new Response('{}', { headers: { warning: '299 - "old"' } });
      },
      {
        baseUrl: `${BASE}/`,
        headers: () => ({ authorization: `Bearer ${(token += 1)}` }),
      },
    );
    const query = { labelSelector: 'a=b,c' };
    const headers = { accept: 'application/json' };
    expect(await transport.request({ ...REQUEST, query, headers })).toEqual({
      ...{ status: 200, body: '{}', warning: '299 - "old"' },
    });
    await transport.request(REQUEST);
    expect(seen).toEqual([
      [
        `${BASE}/api/v1/nodes?labelSelector=a%3Db%2Cc`,
        { accept: 'application/json', authorization: 'Bearer 1' },
      ],
      [`${BASE}/api/v1/nodes`, { authorization: 'Bearer 2' }],
    ]);
  });

  it('gives up on a server that never answers, also where fetch does not obey', async () => {
    const transport = answering(() => new Promise(() => undefined), {
      timeoutMs: 20,
    });
    await expect(transport.request(REQUEST)).rejects.toMatchObject({
      ...{ name: 'RequestTimeoutError', operation: 'GET /api/v1/nodes' },
      message: expect.stringContaining('0.02 s'),
    });
  });

  it('gives up on a server that begins an answer and never ends it', async () => {
    const body = new ReadableStream({
      pull: () => new Promise<void>(() => undefined),
    });
    const transport = answering(() => new Response(body), { timeoutMs: 20 });
    await expect(transport.request(REQUEST)).rejects.toMatchObject({
      name: 'RequestTimeoutError',
    });
  });

  it('reads no more of an answer without end than it may', async () => {
    let chunks = 0;
    const chunk = new Uint8Array(100_000).fill(32);
    const counted = endless(chunk).pipeThrough(
      new TransformStream({
        transform(part, sink) {
          chunks += 1;
          sink.enqueue(part);
        },
      }),
    );
    const transport = answering(() => new Response(counted), {
      maxBytes: 1_000_000,
    });
    await expect(transport.request(REQUEST)).rejects.toMatchObject({
      name: 'ResponseTooLargeError',
    });
    expect(chunks).toBeLessThan(20);
  });

  it('does not follow a redirect, to which credentials would go', async () => {
    let asked = 0;
    const transport = answering((_, { redirect }) => {
      asked += 1;
      expect(redirect).toBe('manual');
      const location = 'https://elsewhere.example/login';
      return new Response('', { status: 302, headers: { location } });
    });
    await expect(transport.request(REQUEST)).rejects.toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringContaining('redirect'),
    });
    expect(asked).toBe(1);
  });

  it('says why there was no connection, in the words of what failed', async () => {
    const transport = answering(() => {
      const cause = new Error('connect ECONNREFUSED 127.0.0.1:6443');
      throw new TypeError('fetch failed', { cause });
    });
    await expect(transport.request(REQUEST)).rejects.toMatchObject({
      name: 'ClusterUnreachableError',
      message: `The cluster can't be reached at ${BASE}: connect ECONNREFUSED 127.0.0.1:6443`,
    });
  });

  it('ends when it is cancelled, with the reason of whoever did', async () => {
    const controller = new AbortController();
    const transport = answering(() => new Promise(() => undefined));
    const asking = transport.request({ ...REQUEST, signal: controller.signal });
    controller.abort(new Error('never mind'));
    await expect(asking).rejects.toThrow('never mind');
  });

  it('refuses an address that is none, or that holds a password, without repeating it', () => {
    for (const baseUrl of ['cluster', 'ftp://a', 'https://me:hunter2@a'])
      expect(() => fetchTransport({ baseUrl })).toThrow(
        expect.objectContaining({
          name: 'InvalidInputError',
          message: expect.not.stringContaining('hunter2'),
        }),
      );
  });
});
