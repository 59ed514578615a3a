import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Redactor } from '@lakehouse-portal/redaction';
import { TrinoConfigurationError, TrinoLimitError } from '../errors';
import { RetryBudget } from '../http';
import {
  resolveLimits,
  resolveOptions,
  sessionHeaders,
  type ResolvedOptions,
  type TrinoClientOptions,
} from '../options';
import { StatementTransport, type StatementPage } from '../protocol';
import { QueryRun, ResultMeter } from './QueryRun';
import type { TrinoQueryOptions } from './TrinoQueryOptions';
import type { TrinoPage, TrinoPreview, TrinoResult } from './TrinoResult';

/** Connections to one server that may be open at the same time. */
const MAX_SOCKETS = 16;
/** Tokens that are looked for in what a server says; those of long ago are no secrets any more. */
const MAX_SECRETS = 20;
/** Free connections are closed before servers and proxies usually do. */
const FREE_SOCKET_MS = 4_000;

/**
 * Runs statements on Trino.
 *
 * Every query has a client of trino-client, a session and a budget of retries of its own: nothing of one query reaches
 * another, `USE` and `SET SESSION` included. Only connections are shared.
 */
export class TrinoClient {
  readonly #options: ResolvedOptions;
  readonly #agent: HttpAgent;
  readonly #statementAgent: HttpAgent;
  readonly #redactor = new Redactor({
    maxSecrets: MAX_SECRETS,
    mark: '[secret]',
  });

  /** @throws TrinoConfigurationError */
  static create(options: TrinoClientOptions): TrinoClient {
    const resolved = resolveOptions(options);
    // Fails now rather than with the first query.
    sessionHeaders(resolved.session);
    return new TrinoClient(resolved);
  }

  private constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#agent = createAgent(options, true);
    this.#statementAgent = createAgent(options, false);
    const { authentication, tls } = options;
    if (authentication.type === 'basic') {
      this.#redactor.add(authentication.password);
    }
    for (const secret of [tls.key, tls.passphrase]) {
      if (secret) {
        this.#redactor.add(secret);
      }
    }
  }

  /**
   * Runs a statement and returns all rows.
   *
   * @throws TrinoQueryError as Trino failed it, on whatever page; TrinoLimitError beyond a limit, the query is cancelled
   * then; TrinoConnectionError, TrinoAuthenticationError, TrinoForbiddenError, TrinoResponseError, TrinoProtocolError;
   * TrinoConfigurationError for a session that no header can carry; the reason of the signal.
   */
  async query(
    statement: string,
    options: TrinoQueryOptions = {},
  ): Promise<TrinoResult> {
    const { truncated, ...result } = await this.#collect(
      statement,
      options,
      true,
    );
    return result;
  }

  /** Like `query`, but with rows or bytes beyond a limit it returns what fits. */
  async preview(
    statement: string,
    options: TrinoQueryOptions = {},
  ): Promise<TrinoPreview> {
    return this.#collect(statement, options, false);
  }

  /**
   * Runs a statement page by page, for results that are too large to be kept. Leaving the loop cancels the query.
   *
   * @throws As `query` does.
   */
  async *pages(
    statement: string,
    options: TrinoQueryOptions = {},
  ): AsyncGenerator<TrinoPage> {
    const started = this.#start(statement, options);
    try {
      for await (const page of started.run.pages()) {
        started.meter.addRows(page.rows.length);
        started.meter.requireRoom(page.queryId);
        yield page;
      }
    } finally {
      started.release();
    }
  }

  /** Closes the connections. Queries that run fail. */
  close(): void {
    this.#agent.destroy();
    this.#statementAgent.destroy();
  }

  async #collect(
    statement: string,
    options: TrinoQueryOptions,
    isStrict: boolean,
  ): Promise<TrinoPreview> {
    const startedAt = performance.now();
    const { run, meter, release } = this.#start(statement, options);
    const rows: TrinoPage['rows'] = [];
    let truncated: TrinoPreview['truncated'];
    try {
      for await (const page of run.pages()) {
        meter.addRows(page.rows.length);
        if (isStrict) {
          meter.requireRoom(page.queryId);
        }
        truncated = meter.exceeded;
        if (truncated === 'bytes') {
          break;
        }
        for (const row of page.rows) {
          if (rows.length < meter.limits.maxRows) {
            rows.push(row);
          }
        }
        if (truncated) {
          break;
        }
      }
    } catch (error) {
      // A page so large that it was not even read to its end.
      if (
        isStrict ||
        !(error instanceof TrinoLimitError) ||
        error.limit !== 'bytes'
      ) {
        throw error;
      }
      truncated = 'bytes';
    } finally {
      release();
    }
    return {
      queryId: run.queryId,
      columns: run.columns ?? [],
      rows,
      warnings: [...run.warnings],
      updateType: run.updateType,
      updateCount: run.updateCount,
      truncated,
      elapsedMs: Math.round(performance.now() - startedAt),
    };
  }

  #start(
    statement: string,
    options: TrinoQueryOptions,
  ): { run: QueryRun; meter: ResultMeter; release: () => void } {
    const resolved = this.#options;
    const limits = resolveLimits(options.limits, resolved.limits);
    const session = sessionHeaders({
      ...resolved.session,
      ...definedOnly(options),
    });
    const deadline = new AbortController();
    const received: StatementPage[] = [];
    const meter = new ResultMeter(limits);
    const signal = AbortSignal.any([
      deadline.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    const transport = new StatementTransport({
      resolved,
      agent: this.#agent,
      statementAgent: this.#statementAgent,
      authorization: () => this.#authorization(),
      redactor: this.#redactor,
      retries: new RetryBudget({
        maxRetries: resolved.maxRetries,
        maxWaitMs: resolved.maxRetryWaitMs,
      }),
      maxBytes: limits.maxBytes,
      signal,
      onPage: (page, bytes) => {
        received.push(page);
        meter.addBytes(bytes);
        options.onProgress?.(page.progress);
      },
    });
    const timer = setTimeout(
      () =>
        deadline.abort(
          new TrinoLimitError('time', limits.maxDurationMs, {
            queryId: transport.queryId,
          }),
        ),
      limits.maxDurationMs,
    );
    const run = new QueryRun({
      statement,
      transport,
      received,
      connection: { server: resolved.server.href, ...session },
      cancelHeaders: session.extraHeaders,
      limits,
      signal,
    });
    return { run, meter, release: () => clearTimeout(timer) };
  }

  async #authorization(): Promise<string | undefined> {
    const { authentication } = this.#options;
    switch (authentication.type) {
      case 'basic': {
        const { username, password } = authentication;
        const encoded = Buffer.from(`${username}:${password}`).toString(
          'base64',
        );
        this.#redactor.add(encoded);
        return `Basic ${encoded}`;
      }
      case 'jwt': {
        const { token } = authentication;
        const text = typeof token === 'string' ? token : await token();
        this.#redactor.add(text);
        if (!/^[\x21-\x7e]+$/.test(text)) {
          throw new TrinoConfigurationError(
            'authentication.token is empty or holds spaces or other characters that no token has',
          );
        }
        return `Bearer ${text}`;
      }
      default:
        return undefined;
    }
  }
}

function createAgent(options: ResolvedOptions, keepAlive: boolean): HttpAgent {
  const shared = {
    keepAlive,
    maxSockets: MAX_SOCKETS,
    ...(keepAlive && { timeout: FREE_SOCKET_MS }),
  };
  if (options.server.protocol === 'http:') {
    return new HttpAgent(shared);
  }
  const { ca, certificate, key, passphrase, serverName } = options.tls;
  return new HttpsAgent({
    ...shared,
    ca,
    cert: certificate,
    key,
    passphrase,
    ...(serverName !== undefined && { servername: serverName }),
  });
}

function definedOnly(options: TrinoQueryOptions) {
  const { user, catalog, schema, sessionProperties, roles } = options;
  const { source, clientTags, traceToken } = options;
  const session = {
    user,
    catalog,
    schema,
    sessionProperties,
    roles,
    source,
    clientTags,
    traceToken,
  };
  return Object.fromEntries(
    Object.entries(session).filter(([, value]) => value !== undefined),
  ) as Partial<typeof session> as { user: string };
}
