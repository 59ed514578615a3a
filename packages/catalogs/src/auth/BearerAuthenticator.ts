import type { OutgoingRequest, RequestAuthenticator } from '../http';

/** A token that was made elsewhere, and is sent as it is. */
export class BearerAuthenticator implements RequestAuthenticator {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  get secrets(): readonly string[] {
    return [this.#token];
  }

  /** {@inheritDoc RequestAuthenticator.authenticate} */
  async authenticate({
    headers,
  }: OutgoingRequest): Promise<Record<string, string>> {
    return { ...headers, authorization: `Bearer ${this.#token}` };
  }
}
