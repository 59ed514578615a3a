import type { Agent } from 'node:http';
import type { Redactor } from '@lakehouse-portal/redaction';
import {
  LimitExceededError,
  type JsonBudget,
  tlsMismatchOfAnswer,
} from '@lakehouse-portal/table-metadata';
import {
  TrinoAuthenticationError,
  TrinoConnectionError,
  TrinoForbiddenError,
  TrinoLimitError,
  TrinoProtocolError,
  TrinoQueryError,
  TrinoResponseError,
} from '../errors';
import {
  exchange,
  ExchangeFailure,
  OversizedAnswer,
  retryAfterMs,
  type ExchangeAnswer,
  type RetryBudget,
} from '../http';
import type { ResolvedOptions } from '../options';
import { EmptyAnswerPause } from './EmptyAnswerPause';
import { parseStatementPage } from './parseStatementPage';
import { redactPage } from './redactPage';
import { resolveNextUri } from './resolveNextUri';
import type { StatementPage } from './StatementPage';

/** Besides rows, a page holds figures of all stages of the query. */
const PAGE_OVERHEAD_BYTES = 4 * 1024 * 1024;
/** What cancelling may take: it must not hold up the one who cancels. */
const CANCEL_TIMEOUT_MS = 3_000;
const QUOTED_CHARACTERS = 300;
/** What is looked through for secrets: a token alone may be longer than what is quoted. */
const QUOTED_BYTES = 1024 * 1024;
/**
 * Memory that the values of an answer may take, as JsonBudget counts it. A cell of one digit, the smallest, counts 28
 * bytes for two of text: results within their limit fit, were they nothing else. Lists and objects cost more for less
 * text, `{},` eighty times as much; the fixed part is for them: a million rows, or all of a page of the few megabytes
 * that Trino sends at once.
 */
const MEMORY_PER_BYTE = 14;
const MIN_PAGE_MEMORY = 128 * 1024 * 1024;

/** What a transport works with. */
export interface StatementTransportOptions {
  resolved: ResolvedOptions;
  /** With connections that are kept. */
  agent: Agent;
  /**
   * For statements: never over a kept connection, on which a server that just closed it looks as if it had broken off
   * in the middle of the request.
   */
  statementAgent: Agent;
  authorization: () => Promise<string | undefined>;
  redactor: Redactor;
  retries: RetryBudget;
  maxBytes: number;
  /** Aborted by the caller, or because the time is over. */
  signal: AbortSignal;
  onPage: (page: StatementPage, bytes: number) => void;
}

/**
 * The HTTP of one query: what trino-client would do with axios, with bounds, retries, checks and cancellation.
 *
 * Retried are 429, 502, 503, 504 and connections that fail, within the budget of the query. A statement itself is sent
 * again only when Trino can't have taken it: no connection came about, or the answer refuses it (429, 503). After a
 * 502 or 504 of a proxy, or a connection that breaks off, Trino may have it, and it is not sent again.
 */
export class StatementTransport {
  readonly #options: StatementTransportOptions;
  #queryId: string | undefined;
  /** Where the query is cancelled; undefined once it is over. */
  #nextUrl: URL | undefined;
  #cancelled: Promise<void> | undefined;
  #resultBytes = 0;
  readonly #pause = new EmptyAnswerPause();

  constructor(options: StatementTransportOptions) {
    this.#options = options;
  }

  get queryId(): string | undefined {
    return this.#queryId;
  }

  /** Sends the statement. */
  async post(
    statement: string,
    headers: Record<string, string>,
  ): Promise<StatementPage> {
    const { resolved, signal } = this.#options;
    const url = new URL(resolved.server);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/statement`;
    // Who gives up while the statement is on its way still waits a moment for the answer, to be able to cancel it.
    const giveUp = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      timer = setTimeout(() => giveUp.abort(signal.reason), CANCEL_TIMEOUT_MS);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#page('POST', url, headers, statement, giveUp.signal);
    } finally {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    }
  }

  /** Asks for the next page. */
  async next(
    nextUri: string,
    headers: Record<string, string>,
  ): Promise<StatementPage> {
    await this.#pause.wait(this.#options.signal);
    return this.#page(
      'GET',
      this.#resolve(nextUri),
      headers,
      undefined,
      this.#options.signal,
    );
  }

  /** Tells Trino to end the query, if it still runs; at most a few seconds. Never throws: it ends what has failed or is not wanted. */
  async cancel(headers: Record<string, string>): Promise<void> {
    this.#cancelled ??= this.#sendCancel(headers);
    await this.#cancelled;
  }

  /** A text of the server's for a message: without secrets, and cut. */
  quote(text: string): string {
    return this.#options.redactor.redact(text, QUOTED_CHARACTERS);
  }

  async #sendCancel(headers: Record<string, string>): Promise<void> {
    const url = this.#nextUrl;
    if (!url) {
      return;
    }
    const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS);
    for (;;) {
      const answer = await this.#exchange(
        'DELETE',
        url,
        headers,
        undefined,
        signal,
      ).catch(() => undefined);
      const isBusy = !answer || isTemporary(answer.status);
      if (!isBusy || signal.aborted) {
        return;
      }
      const goesOn = await this.#options.retries
        .wait(undefined, signal)
        .catch(() => false);
      if (!goesOn) {
        return;
      }
    }
  }

  async #page(
    method: 'GET' | 'POST',
    url: URL,
    headers: Record<string, string>,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<StatementPage> {
    const startedAt = performance.now();
    const answer = await this.#answer(method, url, headers, body, signal);
    const elapsedMs = performance.now() - startedAt;
    this.#requireSuccess(method, answer);
    const page = this.#parse(answer);
    this.#pause.answered(elapsedMs, page.rows.length);
    this.#queryId ??= page.queryId;
    const { queryId, failure } = page;
    if (queryId !== this.#queryId) {
      throw new TrinoProtocolError(
        `Trino answered with a page of another query (${queryId})`,
        { queryId: this.#queryId },
      );
    }
    if (failure) {
      // Nothing is left to be cancelled, even when a page follows.
      this.#nextUrl = undefined;
      throw new TrinoQueryError(failure, { queryId });
    }
    this.#nextUrl = this.#nextOf(page, url);
    this.#options.signal.throwIfAborted();
    const bytes = page.rows.length > 0 ? answer.body.length : 0;
    this.#resultBytes += bytes;
    this.#options.onPage(page, bytes);
    return page;
  }

  /** Where the page after this one is asked for; undefined after the last. */
  #nextOf(page: StatementPage, asked: URL): URL | undefined {
    const { queryId, nextUri, progress } = page;
    if (nextUri === undefined) {
      if (progress.state !== 'FINISHED') {
        throw new TrinoProtocolError(
          `Trino names no next page, but the query has not ended: its state is ${progress.state}. Its rows may not be all`,
          { queryId },
        );
      }
      return undefined;
    }
    const url = this.#resolve(nextUri);
    if (url.href === asked.href) {
      throw new TrinoProtocolError(
        'Trino names the page that it just answered with as the next one',
        { queryId },
      );
    }
    return url;
  }

  /** The answer to a request that is repeated as often as that is allowed. */
  async #answer(
    method: 'GET' | 'POST',
    url: URL,
    headers: Record<string, string>,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const { retries, signal: caller } = this.#options;
    for (;;) {
      try {
        const answer = await this.#exchange(method, url, headers, body, signal);
        if (!isRetried(method, answer.status)) {
          retries.succeeded();
          return answer;
        }
        const after = retryAfterMs(answer.headers['retry-after'], Date.now());
        if (!(await retries.wait(after, caller))) {
          return answer;
        }
      } catch (thrown) {
        if (!(thrown instanceof ExchangeFailure)) {
          throw thrown;
        }
        const mayRepeat = method === 'GET' || thrown.neverSent;
        if (
          !isWorthRetrying(thrown) ||
          !mayRepeat ||
          !(await retries.wait(undefined, caller))
        ) {
          throw this.#connectionError(method, thrown);
        }
      }
    }
  }

  async #exchange(
    method: 'GET' | 'POST' | 'DELETE',
    url: URL,
    headers: Record<string, string>,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const { resolved, agent, statementAgent, maxBytes } = this.#options;
    const authorization = await this.#options.authorization();
    try {
      return await exchange({
        method,
        url,
        headers: {
          ...headers,
          'User-Agent': 'lakehouse-portal',
          Accept: 'application/json',
          'Accept-Encoding': 'gzip',
          ...(method === 'POST' && {
            'Content-Type': 'text/plain; charset=utf-8',
          }),
          ...(authorization !== undefined && { Authorization: authorization }),
          ...(resolved.forwardedHttps && { 'X-Forwarded-Proto': 'https' }),
        },
        body,
        agent: method === 'POST' ? statementAgent : agent,
        connectTimeoutMs: resolved.connectTimeoutMs,
        idleTimeoutMs: resolved.idleTimeoutMs,
        maxBytes: this.#bytesLeft + PAGE_OVERHEAD_BYTES,
        signal,
      });
    } catch (error) {
      if (error instanceof OversizedAnswer) {
        throw new TrinoLimitError('bytes', maxBytes, {
          queryId: this.#queryId,
        });
      }
      throw error;
    }
  }

  #requireSuccess(method: string, answer: ExchangeAnswer): void {
    const { status } = answer;
    if (status === 200) {
      return;
    }
    const options = { status, queryId: this.#queryId };
    if (status >= 300 && status < 400) {
      throw new TrinoProtocolError(
        `Trino redirects (HTTP ${status}), which its protocol does not do: not followed. Is this the address of Trino, or of something that asks people to sign in?`,
        options,
      );
    }
    const quoted = this.#quote(answer);
    if (status === 401) {
      throw new TrinoAuthenticationError(
        `Trino does not accept the credentials (HTTP 401)${quoted}`,
        options,
      );
    }
    if (status === 403) {
      throw new TrinoForbiddenError(
        `Trino refuses (HTTP 403)${quoted}`,
        options,
      );
    }
    const isUnsure =
      method === 'POST' && (status === 502 || status === 504)
        ? '. Whether Trino took the statement is not known; it was not sent again'
        : '';
    throw new TrinoResponseError(
      `Trino answered with HTTP ${status}${quoted}${isUnsure}`,
      options,
    );
  }

  #parse(answer: ExchangeAnswer): StatementPage {
    const { redactor, maxBytes } = this.#options;
    const budget: JsonBudget = {
      bytesLeft: MIN_PAGE_MEMORY + MEMORY_PER_BYTE * this.#bytesLeft,
    };
    const contentType = answer.headers['content-type'];
    try {
      const page = parseStatementPage(
        answer.body,
        contentType && this.quote(contentType),
        budget,
      );
      return redactPage(page, redactor);
    } catch (error) {
      if (error instanceof LimitExceededError) {
        throw new TrinoLimitError('bytes', maxBytes, {
          queryId: this.#queryId,
          isOfMemory: true,
        });
      }
      if (error instanceof TrinoProtocolError) {
        throw new TrinoProtocolError(error.message, {
          queryId:
            error.queryId === undefined
              ? this.#queryId
              : this.quote(error.queryId),
        });
      }
      throw error;
    }
  }

  /** Of the result. */
  get #bytesLeft(): number {
    return Math.max(0, this.#options.maxBytes - this.#resultBytes);
  }

  #connectionError(
    method: string,
    failure: ExchangeFailure,
  ): TrinoConnectionError {
    const { server } = this.#options.resolved;
    const isUnsure =
      method === 'POST' && !failure.neverSent
        ? '. Whether Trino took the statement is not known; it was not sent again'
        : '';
    return new TrinoConnectionError(
      `${describePhase(failure)} (${server.origin}: ${
        failure.message
      })${isUnsure}`,
      { code: failure.code, phase: failure.phase, queryId: this.#queryId },
    );
  }

  #resolve(nextUri: string): URL {
    const { server, announcedServers } = this.#options.resolved;
    return resolveNextUri(
      nextUri,
      server,
      announcedServers,
      this.#queryId,
      text => this.quote(text),
    );
  }

  /** What the server wrote, where it is text for people. */
  #quote({ status, headers, body }: ExchangeAnswer): string {
    const contentType = headers['content-type'];
    const text = body.toString('utf8', 0, QUOTED_BYTES).trim();
    const mismatch = tlsMismatchOfAnswer(status, text);
    if (mismatch !== undefined) {
      return `: ${mismatch}`;
    }
    if (!text || contentType?.includes('html') || /^\s*</.test(text)) {
      return '';
    }
    const line = this.#options.redactor
      .redact(text, QUOTED_BYTES)
      .replace(/\s+/g, ' ');
    return `: ${line.slice(0, QUOTED_CHARACTERS)}`;
  }
}

function isTemporary(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

function isRetried(method: string, status: number): boolean {
  return method === 'POST'
    ? status === 429 || status === 503
    : isTemporary(status);
}

/** A certificate is as wrong a second time. */
function isWorthRetrying({ phase, code }: ExchangeFailure): boolean {
  return (
    phase !== 'tls' &&
    code !== 'ENOTFOUND' &&
    code !== 'ENCODING' &&
    !code.startsWith('HPE_')
  );
}

function describePhase({ phase }: ExchangeFailure): string {
  switch (phase) {
    case 'dns':
      return "The name of Trino's host is not known";
    case 'tcp':
      return 'Trino can not be reached';
    case 'tls':
      return 'No encrypted connection with Trino came about';
    default:
      return 'The connection with Trino broke off';
  }
}
