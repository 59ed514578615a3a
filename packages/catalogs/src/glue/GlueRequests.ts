import { Readable } from 'node:stream';
import type { GlueClient, GlueClientConfig } from '@aws-sdk/client-glue';
import { CatalogConfigurationError, CatalogResponseError } from '../errors';
import {
  databasesOf,
  type GlueDatabase,
  type GlueTable,
  tableOf,
  tablesOf,
} from './glueAnswers';
import { glueError } from './glueError';
import type { GlueOptions } from './GlueOptions';
import { limitBody } from './limitBody';
import { loadCredentialsLibrary, loadGlueLibrary } from './loadGlueLibrary';

/** What Glue gives at most at once. */
const PAGE_SIZE = 100;
/** A million tables of one database; a catalog that goes on beyond has lost its way. */
const MAX_PAGES = 10_000;
/** A page of 100 tables has a few hundred KB; columns with long comments make it more. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Credentials whose secrets are kept from messages: those of a role are renewed while requests are on their way. */
const MAX_IDENTITIES = 4;
const ROLE_SESSION = 'lakehouse-portal';

/** Where the client library has what it signs a request with. */
interface SigningContext {
  __smithy_context?: {
    selectedHttpAuthScheme?: { identity?: GlueOptions['credentials'] };
  };
}

/** The requests that are needed of Glue, all of them reading, with its errors as those of this package. */
export class GlueRequests {
  readonly #options: GlueOptions;
  #signedWith: GlueOptions['credentials'][] = [];
  #loaded:
    | { library: ReturnType<typeof loadGlueLibrary>; client: GlueClient }
    | undefined;

  /** @throws CatalogConfigurationError */
  constructor(options: GlueOptions) {
    requireOptions(options);
    this.#options = options;
  }

  /** Where requests go. */
  async url(): Promise<URL> {
    const { endpoint } = this.#options;
    if (endpoint !== undefined) return new URL(endpoint);
    const region = await this.#ask('the region', () =>
      this.#load().client.config.region(),
    );
    const domain = region.startsWith('cn-')
      ? 'amazonaws.com.cn'
      : 'amazonaws.com';
    return new URL(`https://glue.${region}.${domain}`);
  }

  async *databases(
    signal: AbortSignal | undefined,
    limit = PAGE_SIZE,
  ): AsyncGenerator<GlueDatabase[]> {
    const { catalogId: CatalogId } = this.#options;
    yield* this.#pages(
      'databases',
      async NextToken => {
        const { client, library } = this.#load();
        const page = await client.send(
          new library.GetDatabasesCommand({
            ...{ CatalogId, NextToken, MaxResults: limit },
            // Of linked accounts too.
            ResourceShareType: 'ALL',
          }),
          { abortSignal: signal },
        );
        return {
          items: databasesOf(page, 'databases'),
          token: page.NextToken,
        };
      },
      signal,
    );
  }

  async *tables(
    database: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<GlueTable[]> {
    const { catalogId: CatalogId } = this.#options;
    const what = `tables of ${database}`;
    yield* this.#pages(
      what,
      async NextToken => {
        const { client, library } = this.#load();
        const request = new library.GetTablesCommand({
          ...{ CatalogId, NextToken, MaxResults: PAGE_SIZE },
          DatabaseName: database,
        });
        // A database that was dropped meanwhile has no tables.
        const page = await ifThere(() =>
          client.send(request, { abortSignal: signal }),
        );
        return {
          items: page ? tablesOf(page, what) : [],
          token: page?.NextToken,
        };
      },
      signal,
    );
  }

  async table(
    database: string,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<GlueTable | undefined> {
    const { catalogId: CatalogId } = this.#options;
    const what = `table ${database}.${name}`;
    return this.#ask(
      what,
      async () => {
        const { client, library } = this.#load();
        const request = new library.GetTableCommand({
          ...{ CatalogId, DatabaseName: database, Name: name },
        });
        const answer = await ifThere(() =>
          client.send(request, { abortSignal: signal }),
        );
        return answer && tableOf(answer.Table, what);
      },
      signal,
    );
  }

  /** Gives connections up. */
  close(): void {
    this.#loaded?.client.destroy();
    this.#loaded = undefined;
  }

  async *#pages<T>(
    what: string,
    ask: (token?: string) => Promise<{ items: T[]; token?: string }>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<T[]> {
    let token: string | undefined;
    for (let pages = 1; ; pages++) {
      const asked = token;
      const page = await this.#ask(what, () => ask(asked), signal);
      yield page.items;
      if (!page.token) return;
      if (typeof page.token !== 'string')
        throw new CatalogResponseError(
          `Glue answered for the ${what} with a token that is no text`,
        );
      if (pages >= MAX_PAGES || page.token === asked)
        throw new CatalogResponseError(
          `Glue’s list of ${what} has no end: ${pages} pages so far`,
        );
      token = page.token;
    }
  }

  async #ask<T>(
    what: string,
    ask: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      throw glueError(error, what, this.#secrets());
    }
  }

  #secrets(): string[] {
    return [this.#options.credentials, ...this.#signedWith].flatMap(
      credentials =>
        credentials
          ? [credentials.secretAccessKey, credentials.sessionToken ?? '']
          : [],
    );
  }

  #rememberIdentity(context: object): void {
    const { __smithy_context: smithy } = context as SigningContext;
    const identity = smithy?.selectedHttpAuthScheme?.identity;
    if (identity && !this.#signedWith.includes(identity))
      this.#signedWith = [identity, ...this.#signedWith].slice(
        0,
        MAX_IDENTITIES,
      );
  }

  #load() {
    if (!this.#loaded) {
      const library = loadGlueLibrary();
      const client = new library.GlueClient(clientConfig(this.#options));
      const timeoutMs = timeoutOf(this.#options);
      client.middlewareStack.add(
        (next, context) => async args => {
          this.#rememberIdentity(context);
          const output = await next(args);
          const response = output.response as { body?: unknown } | undefined;
          if (response?.body instanceof Readable)
            response.body = limitBody(response.body, {
              maxBytes: MAX_ANSWER_BYTES,
              timeoutMs,
            });
          return output;
        },
        // Nearest to the connection: before anything reads the answer.
        { step: 'deserialize', priority: 'low', name: 'limitBody' },
      );
      this.#loaded = { library, client };
    }
    return this.#loaded;
  }
}

/** Undefined for what Glue does not know; whether that is the database or the table makes no difference. */
async function ifThere<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if ((error as Error | undefined)?.name === 'EntityNotFoundException')
      return undefined;
    throw error;
  }
}

function requireOptions({ catalogId, endpoint, role }: GlueOptions): void {
  if (catalogId !== undefined && !/^\d{12}(?::.{1,200})?$/.test(catalogId))
    throw new CatalogConfigurationError(
      `catalogId has to be the number of an account, twelve digits as text, not ${catalogId.slice(
        0,
        80,
      )}`,
    );
  if (
    endpoint !== undefined &&
    !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))
  )
    throw new CatalogConfigurationError(
      'endpoint has to be a URL like https://vpce-1.glue.eu-west-1.vpce.amazonaws.com',
    );
  if (role && !/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(role.arn))
    throw new CatalogConfigurationError(
      'role.arn has to be like arn:aws:iam::123456789012:role/lakehouse-portal',
    );
}

function timeoutOf({ requestTimeoutMs = 30_000 }: GlueOptions): number {
  return requestTimeoutMs;
}

function clientConfig(options: GlueOptions): GlueClientConfig {
  const { region, endpoint, profile, credentials } = options;
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    ...(options.role
      ? { credentials: roleCredentials(options, options.role) }
      : credentials && { credentials }),
    maxAttempts: options.attempts ?? 5,
    // Glue throttles by account: it waits longer the more often it is told to.
    retryMode: 'adaptive',
    requestHandler: {
      connectionTimeout: 10_000,
      requestTimeout: timeoutOf(options),
      throwOnRequestTimeout: true,
    },
  };
}

function roleCredentials(
  { credentials, profile, region }: GlueOptions,
  role: { arn: string; externalId?: string },
): GlueClientConfig['credentials'] {
  const library = loadCredentialsLibrary();
  return library.fromTemporaryCredentials({
    masterCredentials:
      credentials ?? library.fromNodeProviderChain({ profile }),
    params: {
      RoleArn: role.arn,
      ExternalId: role.externalId,
      RoleSessionName: ROLE_SESSION,
    },
    clientConfig: region === undefined ? {} : { region },
  });
}
