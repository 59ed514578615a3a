import { readFile } from 'node:fs/promises';
import { StorageConfigError } from '../errors';
import { failureOfError } from '../requests/failureOfError';
import { StoreFailure } from '../requests/StoreFailure';
import { loadAuthLibrary } from './loadAuthLibrary';

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_only';

/**
 * Reading objects needs no project. Where none is said, the library runs gcloud, asks for the metadata server, and for a
 * workload identity another service, which may be out of reach or refuse.
 */
const NO_PROJECT = 'none';

interface HeaderSource {
  getRequestHeaders(): Promise<Headers>;
}

/** The header that signs a request; the library behind it renews the token when it has to. */
export class GoogleToken {
  readonly #keyFile: string | undefined;
  #source: Promise<HeaderSource> | undefined;

  constructor(keyFile: string | undefined) {
    this.#keyFile = keyFile;
  }

  /** @throws StoreFailure, StorageConfigError */
  async headers(): Promise<Record<string, string>> {
    this.#source ??= this.#createSource();
    try {
      return Object.fromEntries(await (await this.#source).getRequestHeaders());
    } catch (error) {
      // The machine may get credentials later, and the key file may be put in its place.
      this.#source = undefined;
      throw tokenFailure(error);
    }
  }

  async #createSource(): Promise<HeaderSource> {
    const library = loadAuthLibrary();
    const keyFile = this.#keyFile;
    if (keyFile === undefined)
      return new library.GoogleAuth({ scopes: SCOPE, projectId: NO_PROJECT });
    const content = await readCredentials(keyFile);
    if (content.type === 'external_account') return workloadIdentity(content);
    const { client_email: email, private_key: key } = content;
    if (
      content.type !== 'service_account' ||
      typeof email !== 'string' ||
      typeof key !== 'string'
    )
      throw new StorageConfigError(
        `The key file ${keyFile} is neither the key of a service account (type, client_email, private_key) nor the configuration of a workload identity (type: external_account)`,
        { path: 'keyFile' },
      );
    const source = new library.JWT({ email, key, scopes: SCOPE });
    // Signed here, instead of asking another service for a token first.
    source.useJWTAccessWithScope = true;
    return source;
  }
}

/**
 * A token of somebody else (of a file, a URL, AWS or a program) that Google's token service changes into one of its own.
 * The library's own choice between them, `ExternalAccountClient.fromJSON`, warns on the console of files from strangers.
 */
function workloadIdentity(content: Record<string, unknown>): HeaderSource {
  const { AwsClient, IdentityPoolClient, PluggableAuthClient } =
    loadAuthLibrary();
  const options = content as unknown as ConstructorParameters<
    typeof IdentityPoolClient
  >[0] &
    ConstructorParameters<typeof AwsClient>[0] &
    ConstructorParameters<typeof PluggableAuthClient>[0];
  const { environment_id: environment, executable } =
    (content.credential_source ?? {}) as {
      environment_id?: unknown;
      executable?: unknown;
    };
  let client;
  if (environment) client = new AwsClient(options);
  else if (executable) client = new PluggableAuthClient(options);
  else client = new IdentityPoolClient(options);
  client.scopes = SCOPE;
  return client;
}

async function readCredentials(file: string): Promise<Record<string, unknown>> {
  let content: Record<string, unknown> | null;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it is not valid JSON';
    throw new StorageConfigError(
      `The key file ${file} cannot be read: ${why}`,
      { path: 'keyFile' },
    );
  }
  return content ?? {};
}

/** The library quotes requests in its errors, so that nothing of them is passed on. */
function tokenFailure(error: unknown): unknown {
  if (error instanceof StorageConfigError) return error;
  const { message, status, response } = (error ?? {}) as {
    message?: unknown;
    status?: unknown;
    response?: { status?: unknown };
  };
  if (/default credentials/i.test(String(message)))
    return new StoreFailure(
      'denied',
      'no credentials were found; set GOOGLE_APPLICATION_CREDENTIALS, or the key file of the store in the configuration',
      { code: 'NoCredentials' },
    );
  const code = response?.status ?? status;
  if (typeof code === 'number' && code >= 400 && code < 500 && code !== 429)
    return new StoreFailure(
      'denied',
      `Google did not accept the credentials (${code})`,
      { status: code, code: 'CredentialsRefused' },
    );
  if (typeof code === 'number')
    return new StoreFailure(
      'transient',
      `Google gave no token for the credentials (${code})`,
      { status: code },
    );
  const failure = failureOfError(error);
  return failure.kind === 'permanent'
    ? new StoreFailure('denied', 'the credentials cannot be used', {
        code: failure.code ?? 'CredentialsUnusable',
      })
    : failure;
}
