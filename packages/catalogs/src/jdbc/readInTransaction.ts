import type { Readable } from 'node:stream';
import { withinTime } from '../check/withinTime';
import { CatalogUnavailableError } from '../errors';
import { databaseError } from './databaseError';
import { limitAnswer } from './limitAnswer';
import type { Login } from './LoginSockets';

/** What the driver of a database does with its connections. */
export interface TransactionDriver<C> {
  /** Of the server, for messages. */
  name: string;
  /** What a database may quote and nobody may see. */
  secrets: readonly string[];
  /** Longest time for each step. */
  timeoutMs: number;
  /** Its stream is under `limitAnswer` while it logs in, too. */
  connect(): Login<C>;
  /** What the answers come on. */
  stream(connection: C): Readable;
  /**
   * Begins a transaction that can only read. Settings belong into it, too: those of the session would be lost or leak
   * behind a pooler.
   */
  begin(connection: C): Promise<unknown>;
  commit(connection: C): Promise<unknown>;
  /** Gives a connection back. One that is not `reusable` is closed, and with it what its statement still does. */
  release(connection: C, reusable: boolean): void;
}

/** Waits for a step no longer, and takes no more bytes for it, than is allowed. */
export type InTime = <T>(step: Promise<T>) => Promise<T>;

/**
 * Gives what `read` gives, in a transaction of its own on a connection of its own.
 *
 * @throws The errors of this package, see `databaseError`; the reason of the signal as it is.
 */
export async function* readInTransaction<C, T>(
  driver: TransactionDriver<C>,
  read: (connection: C, inTime: InTime) => AsyncIterable<T>,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const { name, secrets, timeoutMs } = driver;
  let connection: C | undefined;
  const inTime: InTime = step => {
    if (connection !== undefined) limitAnswer(driver.stream(connection));
    return withinTime(
      step,
      timeoutMs,
      signal,
      () =>
        new CatalogUnavailableError(
          `${name} did not answer within ${timeoutMs / 1000} s`,
        ),
    );
  };
  let isDone = false;
  try {
    connection = await connectInTime(driver, inTime);
    await inTime(driver.begin(connection));
    yield* read(connection, inTime);
    await inTime(driver.commit(connection));
    isDone = true;
  } catch (error) {
    signal?.throwIfAborted();
    throw databaseError(error, name, secrets);
  } finally {
    if (connection !== undefined) driver.release(connection, isDone);
  }
}

async function connectInTime<C>(
  driver: TransactionDriver<C>,
  inTime: InTime,
): Promise<C> {
  const { connected, giveUp } = driver.connect();
  try {
    return await inTime(connected);
  } catch (error) {
    giveUp();
    // One that comes too late is not needed any more.
    connected.then(
      late => driver.release(late, false),
      () => undefined,
    );
    throw error;
  }
}
