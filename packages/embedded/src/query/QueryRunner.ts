import { QueryProcess } from './QueryProcess';
import type { QueryAnswer, QueryTask } from './child/QueryMessages';
import {
  QueryBusyError,
  QueryCancelledError,
  QueryDataError,
  QueryFailedError,
  QueryMemoryError,
  QueryRejectedError,
  QueryTimeoutError,
} from './errors';
import type { QueryRequest } from './QueryRequest';
import type { QueryResult } from './QueryResult';
import { QuerySlots } from './QuerySlots';

const mebibyte = 1024 * 1024;
const maxSqlLength = 100_000;
const processOverheadBytes = 256 * mebibyte;

/** @public */
export interface QueryRunnerOptions {
  /** Processes at a time; 2 when left out. */
  maxConcurrent?: number;
  /** Queries that may wait for one of them; 20 when left out. */
  maxWaiting?: number;
}

/**
 * Runs read-only SQL of people who are not trusted, over one table at one snapshot. Each
 * query gets a process of its own, which is killed when its time or memory is up.
 * @public
 */
export class QueryRunner {
  readonly #slots: QuerySlots;
  readonly #closed = new AbortController();

  static create(options: QueryRunnerOptions = {}): QueryRunner {
    return new QueryRunner(options);
  }

  private constructor(options: QueryRunnerOptions) {
    this.#slots = new QuerySlots(
      options.maxConcurrent ?? 2,
      options.maxWaiting ?? 20,
    );
  }

  /** Cancels everything that runs or waits. */
  close(): void {
    this.#closed.abort();
  }

  /**
   * Runs one SELECT.
   *
   * @throws QueryRejectedError for anything else; QueryTimeoutError, QueryMemoryError,
   * QueryCancelledError, QueryBusyError, also when it only waited for its time; QueryFailedError
   * when the query itself is wrong; QueryDataError when a file of the table is missing or damaged.
   */
  async run(request: QueryRequest): Promise<QueryResult> {
    const startedAt = performance.now();
    const timeoutMs = request.timeoutMs ?? 30_000;
    const task = taskOf(request);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    const signals = [deadline.signal, this.#closed.signal, request.signal];
    const stop = AbortSignal.any(
      signals.filter(signal => signal !== undefined),
    );
    let hasStarted = false;
    try {
      const answer = await this.#runWhenFree(task, stop, () => {
        hasStarted = true;
      });
      return {
        ...resultOf(answer, task),
        elapsedMs: Math.round(performance.now() - startedAt),
      };
    } catch (error) {
      if (deadline.signal.aborted && error instanceof QueryCancelledError) {
        throw hasStarted
          ? new QueryTimeoutError(timeoutMs)
          : new QueryBusyError(this.#slots.waiting);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #runWhenFree(
    task: QueryTask,
    stop: AbortSignal,
    onStart: () => void,
  ): Promise<QueryAnswer> {
    const release = await this.#slots.acquire(stop);
    onStart();
    const process = new QueryProcess();
    const kill = () => process.kill();
    stop.addEventListener('abort', kill, { once: true });
    try {
      const answer = await process.ask(task);
      // A process that was killed looks the same from here, whoever did it.
      if (stop.aborted && answer.kind === 'out-of-memory') {
        throw new QueryCancelledError();
      }
      return answer;
    } catch (error) {
      throw stop.aborted ? new QueryCancelledError() : error;
    } finally {
      stop.removeEventListener('abort', kill);
      process.kill();
      release();
    }
  }
}

function taskOf(request: QueryRequest): QueryTask {
  if (typeof request.sql !== 'string' || request.sql.trim() === '') {
    throw new QueryRejectedError('There is no SQL to run');
  }
  if (request.sql.length > maxSqlLength) {
    throw new QueryRejectedError(
      `The SQL has ${request.sql.length} characters; at most ${maxSqlLength} are taken`,
    );
  }
  if (request.sql.includes('\0')) {
    throw new QueryRejectedError('The SQL contains a NUL character');
  }
  const memoryLimitBytes = request.memoryLimitBytes ?? 512 * mebibyte;
  return {
    scan: request.scan,
    schema: request.schema,
    table: request.table,
    sql: request.sql,
    maxRows: request.maxRows ?? 1_000,
    maxBytes: request.maxBytes ?? 4 * mebibyte,
    memoryLimitBytes,
    processLimitBytes: memoryLimitBytes + processOverheadBytes,
  };
}

function resultOf(
  answer: QueryAnswer,
  task: QueryTask,
): Omit<QueryResult, 'elapsedMs'> {
  switch (answer.kind) {
    case 'result':
      return answer.result;
    case 'rejected':
      throw new QueryRejectedError(answer.message);
    case 'damaged':
      throw new QueryDataError(answer.message);
    case 'out-of-memory':
      throw new QueryMemoryError(task.memoryLimitBytes);
    default:
      throw new QueryFailedError(answer.message);
  }
}
