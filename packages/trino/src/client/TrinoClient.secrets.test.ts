import { columnsOf } from '../__testUtils__/FakeCoordinator';
import { FAILURE } from '../__testUtils__/failure';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { LAST_PAGE } from '../__testUtils__/lastPage';
import { pages } from '../__testUtils__/pages';
import { rejection } from '../__testUtils__/rejection';
import { TrinoClient } from './TrinoClient';

const { coordinator, clientOf } = fakeCoordinators();

describe('secrets', () => {
  const secrets = ['pass-word-1', 'token-12345'];
  const everythingOf = (error: Error) =>
    JSON.stringify([
      error,
      error.message,
      error.stack,
      Object.getOwnPropertyNames(error).map(name =>
        String(Reflect.get(error, name)),
      ),
    ]);

  it.each([[401], [403], [500], [200]])(
    'are in no error, even when the server quotes them (%d)',
    async status => {
      const fake = await coordinator(request => ({
        text: `You sent ${request.headers.authorization} and ${secrets.join(
          ' ',
        )}`,
        status,
        headers: { 'Content-Type': 'text/plain' },
      }));
      const basic = clientOf(fake, {
        authentication: {
          type: 'basic',
          username: 'service',
          password: secrets[0],
        },
      });
      const jwt = clientOf(fake, {
        authentication: { type: 'jwt', token: async () => secrets[1] },
      });
      const first = await rejection(basic.query('SELECT 1'));
      const second = await rejection(jwt.query('SELECT 1'));
      expect(everythingOf(first)).not.toContain(secrets[0]);
      expect(everythingOf(first)).not.toContain(
        Buffer.from(`service:${secrets[0]}`).toString('base64'),
      );
      expect(everythingOf(second)).not.toContain(secrets[1]);
      expect(first.cause).toBeUndefined();
      if (status !== 200) {
        expect(first.status).toBe(status);
      }
    },
  );

  it.each([
    [
      'all of an error',
      (secret: string) => ({
        error: {
          message: `for ${secret}`,
          errorName: `X_${secret}`,
          errorType: secret,
          failureInfo: {
            type: secret,
            cause: { type: secret, message: `${'y'.repeat(490)} ${secret}` },
          },
        },
      }),
    ],
    [
      'the id of a query that failed',
      (secret: string) => ({ id: secret, error: FAILURE }),
    ],
    [
      'the name of a column',
      (secret: string) => ({
        columns: columnsOf({ [secret]: 'bigint' }),
        data: [['x']],
      }),
    ],
    [
      'the address of the next page',
      (secret: string) => ({
        nextUri: `http://elsewhere/${encodeURIComponent(secret)}`,
      }),
    ],
  ])('bug: are not in an error when they are in %s', async (_name, page) => {
    for (const secret of ['Pass-Word-1', 'Sup3r "Geheim!/ü']) {
      const fake = await coordinator(() => ({
        json: { ...LAST_PAGE, ...page(secret) },
      }));
      const error = await rejection(
        clientOf(fake, {
          authentication: {
            type: 'basic',
            username: 'service',
            password: secret,
          },
        }).query('SELECT 1'),
      );
      expect(error.name).toMatch(/^Trino(?:Query|Protocol)Error$/);
      expect(everythingOf(error)).not.toMatch(/Sup3r|Pass-W/i);
    }
  });

  it('bug: are not in an error when the next page is on a host of their name', async () => {
    const fake = await coordinator(
      pages({ nextUri: 'http://Pass-Word-1.example.com/x' }),
    );
    const error = await rejection(
      clientOf(fake, {
        authentication: {
          type: 'basic',
          username: 'service',
          password: 'Pass-Word-1',
        },
      }).query('SELECT 1'),
    );
    expect(error.message).toContain('http://[secret].example.com/x');
    expect(everythingOf(error)).not.toMatch(/pass-word/i);
  });

  it('bug: a token that is longer than what is quoted is not quoted in part', async () => {
    const token = `eyJ${'0123456789'.repeat(300)}`;
    const fake = await coordinator(({ headers }) => ({
      text: `No such user: ${headers.authorization}`,
      status: 401,
      headers: { 'Content-Type': 'text/plain' },
    }));
    const error = await rejection(
      clientOf(fake, { authentication: { type: 'jwt', token } }).query(
        'SELECT 1',
      ),
    );
    expect(error.message).toContain('No such user: Bearer [secret]');
    expect(everythingOf(error)).not.toContain('eyJ');
  });

  it('bug: are not in warnings', async () => {
    const fake = await coordinator(
      pages({ warnings: [{ message: `Seen ${secrets[0]}` }] }),
    );
    const { warnings } = await clientOf(fake, {
      authentication: {
        type: 'basic',
        username: 'service',
        password: secrets[0],
      },
    }).query('SELECT 1');
    expect(warnings).toEqual(['Seen [secret]']);
  });

  it('are refused over plain HTTP to another machine', () => {
    expect(() =>
      TrinoClient.create({
        server: 'http://trino.example.com',
        user: 'portal',
        authentication: { type: 'jwt', token: secrets[1] },
      }),
    ).toThrow(/plain HTTP/);
  });

  it('are not quoted when an address holds them', () => {
    const attempt = () =>
      TrinoClient.create({
        server: `https://portal:${secrets[0]}@trino.example.com`,
        user: 'portal',
      });
    expect(attempt).toThrow(/must not hold a user or password/);
    expect(attempt).not.toThrow(secrets[0]);
  });
});
