import { withinTime } from '../check/withinTime';
import {
  CatalogAuthenticationError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '../errors';
import {
  CatalogHttpClient,
  doubledVersion,
  errorOfResponse,
  jsonOf,
  type OutgoingRequest,
  type RequestAuthenticator,
} from '../http';

/** How a token is had for client credentials (RFC 6749, section 4.4). */
export interface OAuth2Options {
  /** Where tokens are given. The secret goes there, and nowhere else: redirects are not followed. */
  tokenUrl: URL;
  /** Left out by some catalogs, which know the client by its secret. */
  clientId?: string;
  clientSecret: string;
  /** `catalog` when left out, as the Iceberg REST specification has it; Polaris: `PRINCIPAL_ROLE:ALL`. */
  scope?: string;
  /** More parameters of the request, for example `audience` or `resource`. */
  parameters?: Record<string, string>;
  /** Sent to the token endpoint, for example `Polaris-Realm`. */
  headers?: Record<string, string>;
  ca?: string;
  timeoutMs?: number;
  fetch?: typeof fetch;
  /** Milliseconds since 1970, for tests. */
  now?: () => number;
}

interface Token {
  value: string;
  /** Before this, another one is asked for. */
  renewAtMs: number;
}

const DEFAULT_SCOPE = 'catalog';
/** Of a token that does not say how long it is good. */
const UNKNOWN_LIFETIME_S = 3600;
const MAX_LIFETIME_S = 7 * 24 * 3600;
/** A token is renewed so long before its end, or after three quarters of its time if that is later. */
const MARGIN_MS = 60_000;
const MAX_TOKEN_BYTES = 1024 * 1024;
/** Tokens that are kept out of messages: one that was sent may be quoted when another one has replaced it. */
const KEPT_TOKENS = 8;

/**
 * Gets a token for client credentials and renews it before it ends; one request at a time, however many wait for it.
 */
export class OAuth2Authenticator implements RequestAuthenticator {
  readonly #options: OAuth2Options;
  readonly #client: CatalogHttpClient;
  readonly #now: () => number;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;
  /** The newest first. */
  #given: string[] = [];

  /** @throws CatalogConfigurationError for a token endpoint that is no http or https URL. */
  constructor(options: OAuth2Options) {
    const { tokenUrl, headers, ca, timeoutMs } = options;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#client = new CatalogHttpClient({
      ...{ url: tokenUrl, headers, ca, timeoutMs },
      concurrency: 1,
      fetch: options.fetch,
    });
  }

  get secrets(): readonly string[] {
    return [this.#options.clientSecret, ...this.#given];
  }

  /** {@inheritDoc RequestAuthenticator.authenticate} */
  async authenticate(
    { headers }: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<Record<string, string>> {
    const token = await this.#current(signal);
    return { ...headers, authorization: `Bearer ${token.value}` };
  }

  /** {@inheritDoc RequestAuthenticator.refused} */
  refused(headers: Record<string, string>): boolean {
    // Another request may have renewed it meanwhile: that one is worth a try.
    if (headers.authorization === `Bearer ${this.#token?.value}`)
      this.#token = undefined;
    return true;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #current(signal: AbortSignal | undefined): Promise<Token> {
    const token = this.#token;
    if (token && this.#now() < token.renewAtMs) return token;
    // Not with the signal of whoever comes first: others wait for the same.
    this.#renewal ??= this.#request().finally(() => {
      this.#renewal = undefined;
    });
    return withinTime(this.#renewal, undefined, signal);
  }

  async #request(): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, scope, parameters } =
      this.#options;
    const body = new URLSearchParams({
      ...parameters,
      grant_type: 'client_credentials',
      ...(clientId !== undefined && { client_id: clientId }),
      client_secret: clientSecret,
      ...((scope ?? DEFAULT_SCOPE) !== '' && { scope: scope ?? DEFAULT_SCOPE }),
    }).toString();
    const response = await this.#client.request({
      url: tokenUrl,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      maxBytes: MAX_TOKEN_BYTES,
    });
    if (response.status !== 200) {
      const error = errorOfResponse(response, [
        clientSecret,
        ...this.#client.secrets,
      ]);
      // RFC 6749, 5.2: a refused client is 400 or 401; everything else is no matter of who asks.
      throw response.status >= 400 &&
        response.status < 500 &&
        !(error instanceof CatalogUnavailableError)
        ? new CatalogAuthenticationError(
            `No token: ${error.message}${doubledVersion(response, tokenUrl)}`,
          )
        : error;
    }
    return this.#remember(jsonOf(response));
  }

  #remember(answer: Record<string, unknown>): Token {
    const {
      access_token: value,
      expires_in: stated,
      token_type: type,
    } = answer;
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
      throw new CatalogResponseError(
        `The token endpoint ${
          this.#options.tokenUrl.origin
        } gave no access_token that can be sent`,
      );
    if (typeof type === 'string' && !/^(bearer|n_a)$/i.test(type))
      throw new CatalogResponseError(
        `The token endpoint ${
          this.#options.tokenUrl.origin
        } gave a token of another type than Bearer`,
      );
    const seconds = Number(stated);
    const lifetimeMs =
      1000 *
      (Number.isFinite(seconds) && seconds > 0
        ? Math.min(seconds, MAX_LIFETIME_S)
        : UNKNOWN_LIFETIME_S);
    this.#given = [value, ...this.#given].slice(0, KEPT_TOKENS);
    this.#token = {
      value,
      renewAtMs:
        this.#now() + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs * 0.75),
    };
    return this.#token;
  }
}
