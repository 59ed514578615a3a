import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { CatalogAuthenticationError } from '../errors';
import type { OutgoingRequest, RequestAuthenticator } from '../http';

/** Credentials of AWS. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** How requests to a catalog of AWS are signed. */
export interface SigV4Options {
  region: string;
  /** Name of the service in the signature: `glue`, `s3tables`, `execute-api`. */
  service: string;
  /** Left out: the usual chain of environment variables, profiles, web identity and instance roles. */
  credentials?: AwsCredentials;
  /** Profile of `~/.aws`, for the chain. */
  profile?: string;
}

/** Signs each request with AWS Signature Version 4, query and body included. */
export class SigV4Authenticator implements RequestAuthenticator {
  readonly #options: SigV4Options;
  readonly #signer: SignatureV4;

  constructor(options: SigV4Options) {
    this.#options = options;
    this.#signer = new SignatureV4({
      region: options.region,
      service: options.service,
      sha256: Sha256,
      credentials: options.credentials ?? defaultChain(options.profile),
    });
  }

  get secrets(): readonly string[] {
    const { secretAccessKey, sessionToken } = this.#options.credentials ?? {};
    return [secretAccessKey, sessionToken].filter(
      secret => secret !== undefined,
    );
  }

  /** {@inheritDoc RequestAuthenticator.authenticate} */
  async authenticate(
    request: OutgoingRequest,
  ): Promise<Record<string, string>> {
    const { method, url, headers, body } = request;
    try {
      const signed = await this.#signer.sign({
        ...{ method, body, protocol: url.protocol },
        hostname: url.hostname,
        ...(url.port !== '' && { port: Number(url.port) }),
        path: url.pathname,
        query: queryOf(url),
        // The port belongs to the header Host, which fetch sets by itself.
        headers: { ...headers, host: url.host },
      });
      const { host, ...rest } = signed.headers;
      return rest;
    } catch (error) {
      throw new CatalogAuthenticationError(
        `The request can't be signed for AWS: ${reasonOf(error)}`,
      );
    }
  }
}

/** Loaded when it is needed: it is large, and most catalogs need none of it. */
function defaultChain(
  profile: string | undefined,
): () => Promise<AwsCredentials> {
  let provider: Promise<() => Promise<AwsCredentials>> | undefined;
  return async () => {
    provider ??= import('@aws-sdk/credential-provider-node').then(
      ({ defaultProvider }) => defaultProvider({ profile }),
    );
    return (await provider)();
  };
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key);
    query[key] = values.length === 1 ? values[0] : values;
  }
  return query;
}

function reasonOf(error: unknown): string {
  // The chain says what it tried (names of files and profiles), not what it found.
  return error instanceof Error && error.name === 'CredentialsProviderError'
    ? error.message
    : 'no credentials';
}
