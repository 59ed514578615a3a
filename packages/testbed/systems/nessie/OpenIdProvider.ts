import {
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEY_ID = 'of-the-test';

/**
 * An identity provider on the loopback interface, as far as OpenID Connect's discovery and RFC 6749's client credentials go:
 * real servers check its tokens by the keys that it publishes.
 */
export class OpenIdProvider {
  /** @param clients - Secrets by the ids of clients; a token is for the user of that name. */
  static async start(clients: Record<string, string>): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider(clients);
    await new Promise<void>(resolve =>
      provider.#server.listen(0, '127.0.0.1', resolve),
    );
    return provider;
  }

  /** For whom a token was given, in the order of giving. */
  readonly given: string[] = [];
  readonly #clients: Record<string, string>;
  readonly #server: Server;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  private constructor(clients: Record<string, string>) {
    this.#clients = clients;
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    this.#server = createServer(async (request, response) => {
      const { status, json } = await this.#answer(request);
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(json));
    });
  }

  get issuer(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get tokenUrl(): string {
    return `${this.issuer}/token`;
  }

  /** @param seconds - How long it holds; negative: it has ended already. */
  token(user: string, seconds: number = 3600): string {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part({
      ...{ iss: this.issuer, sub: user, preferred_username: user },
      ...{ iat: now - 60, exp: now + seconds, jti: randomUUID() },
    })}`;
    const signature = createSign('RSA-SHA256')
      .update(text)
      .sign(this.#privateKey)
      .toString('base64url');
    return `${text}.${signature}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; json: object }> {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return {
          status: 200,
          json: {
            issuer: this.issuer,
            token_endpoint: this.tokenUrl,
            authorization_endpoint: `${this.issuer}/authorize`,
            jwks_uri: `${this.issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
            grant_types_supported: ['client_credentials'],
          },
        };
      case '/keys':
        return {
          status: 200,
          json: {
            keys: [
              {
                ...this.#publicKey.export({ format: 'jwk' }),
                ...{ kid: KEY_ID, use: 'sig', alg: 'RS256' },
              },
            ],
          },
        };
      case '/token':
        return this.#give(await bodyOf(request));
      default:
        return { status: 404, json: { error: 'not_found' } };
    }
  }

  #give(body: string): { status: number; json: object } {
    const form = Object.fromEntries(new URLSearchParams(body));
    const { client_id: client, client_secret: secret } = form;
    if (
      form.grant_type !== 'client_credentials' ||
      !Object.hasOwn(this.#clients, client) ||
      this.#clients[client] !== secret
    )
      return { status: 401, json: { error: 'invalid_client' } };
    // As most providers have it: they know `catalog`, the scope of the Iceberg REST specification, as little as any other.
    if (form.scope !== undefined)
      return { status: 400, json: { error: 'invalid_scope' } };
    this.given.push(client);
    return {
      status: 200,
      json: {
        access_token: this.token(client),
        token_type: 'Bearer',
        expires_in: 3600,
      },
    };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
