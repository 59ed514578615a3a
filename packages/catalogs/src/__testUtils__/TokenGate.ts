import type { SeenRequest, TestAnswer } from './CatalogTestServer';

/**
 * In front of what a server answers: whoever has no token that was given here and still holds is answered 401. Tokens are
 * given for client credentials at `/oauth/token`.
 */
export class TokenGate {
  readonly clientId = 'portal';
  readonly clientSecret = 'secret-of-the-client';
  /** All that were given. */
  readonly given: string[] = [];
  readonly #valid = new Set<string>();

  constructor(readonly scope: string) {}

  /** From now on no token holds that was given before. */
  revoke(): void {
    this.#valid.clear();
  }

  guarded(
    answer: (request: SeenRequest) => TestAnswer | Promise<TestAnswer>,
  ): (request: SeenRequest) => TestAnswer | Promise<TestAnswer> {
    return request => {
      if (request.path === '/oauth/token') return this.#give(request);
      const [, token = ''] =
        /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      return this.#valid.has(token)
        ? answer(request)
        : { status: 401, json: { message: 'Unauthorized' } };
    };
  }

  #give({ method, body }: SeenRequest): TestAnswer {
    const form = Object.fromEntries(new URLSearchParams(body));
    const isKnown =
      method === 'POST' &&
      form.grant_type === 'client_credentials' &&
      form.client_id === this.clientId &&
      form.client_secret === this.clientSecret &&
      form.scope === this.scope;
    if (!isKnown) return { status: 401, json: { error: 'invalid_client' } };
    const token = `token-${this.given.length + 1}-of-the-gate`;
    this.given.push(token);
    this.#valid.add(token);
    return {
      json: { access_token: token, token_type: 'Bearer', expires_in: 3600 },
    };
  }
}
