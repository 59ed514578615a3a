import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import app from './App';

const BASE_URL = 'http://localhost:7007';

function unsignedToken(claims: object) {
  const encode = (part: object) =>
    Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(claims)}.signature`;
}

describe('App', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  it('signs in as guest without a click and leads on from the root', async () => {
    const guest = 'user:default/guest';
    server.use(
      http.get(`${BASE_URL}/api/auth/guest/refresh`, () =>
        HttpResponse.json({
          profile: { displayName: 'Guest' },
          providerInfo: {},
          backstageIdentity: {
            token: unsignedToken({
              sub: guest,
              ent: [guest],
              iat: Date.now() / 1000,
              exp: Date.now() / 1000 + 3600,
            }),
            identity: {
              type: 'user',
              userEntityRef: guest,
              ownershipEntityRefs: [guest],
            },
          },
        }),
      ),
      http.all(`${BASE_URL}/*`, () => HttpResponse.json({})),
    );
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost' },
            backend: { baseUrl: BASE_URL },
          },
          context: 'test',
        },
      ] as unknown as string,
    };

    render(app.createRoot());

    // Plugins are discovered by the bundler, so the page itself is not there.
    expect(await screen.findByText(/page not found/i)).toBeInTheDocument();
    expect(window.location.pathname).toBe('/lakehouse');
  });
});
