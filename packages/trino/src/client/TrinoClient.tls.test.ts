import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { pages } from '../__testUtils__/pages';
import { rejection } from '../__testUtils__/rejection';

const { coordinator, clientOf } = fakeCoordinators();

describe('a server that speaks TLS, or does not', () => {
  it('is asked by https and speaks none: the error says so, and to try http', async () => {
    const fake = await coordinator(pages({}));
    const error = await rejection(
      clientOf(fake, {
        server: fake.url.replace('http:', 'https:'),
      }).query('SELECT 1'),
    );
    expect(error).toMatchObject({ name: 'TrinoConnectionError', phase: 'tls' });
    expect(error.message).toContain(
      'the server speaks no TLS there; try http:// instead of https://',
    );
  });

  it('is asked by http and speaks TLS: the error says to try https, whether it closes the connection or answers', async () => {
    const secure = createServer((_, response) => response.end());
    await new Promise<void>(resolve => {
      secure.listen(0, '127.0.0.1', resolve);
    });
    const { port } = secure.address() as AddressInfo;
    const fake = await coordinator(() => ({
      text: 'Client sent an HTTP request to an HTTPS server.\n',
      status: 400,
    }));
    for (const server of [`http://127.0.0.1:${port}`, fake.url]) {
      const error = await rejection(
        clientOf(fake, { server }).query('SELECT 1'),
      );
      expect(error.message).toContain('try https:// instead of http://');
    }
    await new Promise(resolve => secure.close(resolve));
  });
});
