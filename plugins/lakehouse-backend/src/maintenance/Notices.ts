import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { NoticeRow } from './database/maintenanceRows';

const HOUR_MS = 60 * 60 * 1000;
/** Nothing older than a day is told of. */
const KEEP_MS = 48 * HOUR_MS;
/** A portal without notifications is not asked again and again. */
const MAX_ATTEMPTS = 3;
/** Longer than a notification may take; then whoever tried it is taken for dead. */
const RETRY_MS = 60_000;

type Notification = Parameters<NotificationService['send']>[0];

/** Sends each notification once, whatever replicas want to; what can't be sent is tried a few times, by whoever is there. */
export class Notices {
  readonly #knex: Knex;
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #prunedAt = 0;

  constructor(options: {
    knex: Knex;
    notifications: Pick<NotificationService, 'send'>;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /**
   * Sends it, unless it was sent or another replica is at it. That it can't is logged, and nothing more.
   *
   * @param id - The same on each replica, and in each attempt.
   * @param problem - What is logged when it is given up.
   * @returns whether it is over: it was sent, or is given up.
   */
  async send(
    id: string,
    notification: Notification,
    problem: string,
  ): Promise<boolean> {
    await this.#prune();
    const attempts = await this.#begin(id);
    if (attempts === undefined) {
      return this.#isOver(id);
    }
    try {
      await this.#notifications.send(notification);
    } catch (error) {
      if (attempts < MAX_ATTEMPTS) {
        this.#logger.debug(`${problem}; it is tried again`, toError(error));
        return false;
      }
      this.#logger.warn(
        `${problem}; the portal may have no notifications`,
        toError(error),
      );
    }
    await this.#rows()
      .where({ id })
      .update({ attempts: MAX_ATTEMPTS, next_at: this.#now() });
    return true;
  }

  /** One statement tests and sets: of two replicas, one gets it. @returns which attempt it is. */
  async #begin(id: string): Promise<number | undefined> {
    const now = this.#now();
    await this.#rows()
      .insert({ id, attempts: 0, next_at: 0 })
      .onConflict('id')
      .ignore();
    const row = await this.#rows().where({ id }).first('attempts');
    if (!row) {
      return undefined;
    }
    const attempts = row.attempts + 1;
    const changed = await this.#rows()
      .where({ id, attempts: row.attempts })
      .where('attempts', '<', MAX_ATTEMPTS)
      .where('next_at', '<=', now)
      .update({ attempts, next_at: now + RETRY_MS });
    return changed === 1 ? attempts : undefined;
  }

  async #isOver(id: string): Promise<boolean> {
    const row = await this.#rows().where({ id }).first();
    return (
      row !== undefined &&
      row.attempts >= MAX_ATTEMPTS &&
      Number(row.next_at) <= this.#now()
    );
  }

  async #prune(): Promise<void> {
    const now = this.#now();
    if (now - this.#prunedAt < HOUR_MS) {
      return;
    }
    this.#prunedAt = now;
    // One that nobody has begun yet has 0.
    await this.#rows()
      .where('next_at', '<', now - KEEP_MS)
      .where('attempts', '>', 0)
      .delete();
  }

  #rows() {
    return this.#knex<NoticeRow>('lakehouse_notices');
  }
}
