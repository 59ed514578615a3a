import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectionCheck } from '@lakehouse-portal/catalogs';
import { TrinoConnector } from './TrinoConnector';

/** What Trino says to all statements; what it really says is tested against Trino in packages/testbed/systems. */
let answer: (response: ServerResponse) => void;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

async function hops(): Promise<ConnectionCheck[]> {
  const connector = TrinoConnector.create(
    {
      ...{ catalogs: ['lake'], isPrefixed: false, concurrency: 1 },
      client: {
        server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        user: 'lake-reader',
        authentication: { type: 'jwt', token: 'token-of-portal' },
        allowInsecureAuthentication: true,
      },
    },
    {
      ...{ timeoutMs: 10_000, maxRows: 10, maxResultBytes: 1000 },
      ...{ memoryLimitMb: 10, concurrency: 1 },
    },
  );
  const seen: ConnectionCheck[] = [];
  for await (const hop of connector.checkSource('engine')) seen.push(hop);
  await connector.close();
  return seen.slice(4);
}

describe('the connection test of Trino', () => {
  it('says that authorisation fails, not authentication, where Trino does not let who authenticates act for another user', async () => {
    answer = response =>
      response
        .writeHead(403, { 'content-type': 'text/plain' })
        .end('Access Denied: User portal cannot impersonate user lake-reader');
    const seen = await hops();
    expect(seen).toMatchObject([
      { hop: 'authentication', outcome: 'passed' },
      {
        hop: 'authorisation',
        outcome: 'failed',
        message: expect.stringContaining('cannot impersonate user lake-reader'),
        advice: expect.stringContaining(
          '{"original_user":"portal","new_user":"lake-reader"}',
        ),
      },
    ]);
    // It is about no table.
    expect(JSON.stringify(seen)).not.toContain('SELECT');
  });

  it('names the missing rule with names that are no regular expressions, also where Trino says so of a statement that it took', async () => {
    answer = response =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          id: 'q1',
          stats: { state: 'FAILED' },
          error: {
            message:
              'Access Denied: User portal cannot impersonate user ann.b@example.com',
            errorCode: 4,
            errorName: 'PERMISSION_DENIED',
            errorType: 'USER_ERROR',
          },
        }),
      );
    expect((await hops())[1]).toMatchObject({
      hop: 'authorisation',
      advice: expect.stringContaining(
        JSON.stringify({
          original_user: 'portal',
          new_user: 'ann\\.b@example\\.com',
        }),
      ),
    });
  });

  it('says that authentication fails where Trino does not know who asks', async () => {
    answer = response =>
      response
        .writeHead(401, { 'content-type': 'text/plain' })
        .end('Unauthorized');
    expect(await hops()).toMatchObject([
      { hop: 'authentication', outcome: 'failed' },
    ]);
  });
});
