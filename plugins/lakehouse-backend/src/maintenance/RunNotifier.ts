import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { HealthReader } from './HealthReader';
import type { RunStore, StoredRun } from './RunStore';

/** Whoever was away for longer reads it on the page. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Points of the score; less is within what a live writer does meanwhile. */
const WORSE = 5;

/** Tells the owners of tables how runs ended, once for each run, on whatever replica it ended. */
export class RunNotifier {
  readonly #store: RunStore;
  readonly #health: HealthReader;
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    store: RunStore;
    health: HealthReader;
    notifications: Pick<NotificationService, 'send'>;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#health = options.health;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Tells of all runs that have ended and were not told of. That it can't is logged, and nothing more. */
  async tell(): Promise<void> {
    for (const run of await this.#store.listUnnotified(
      this.#now() - MAX_AGE_MS,
    )) {
      // First, so that a portal without notifications does not try again and again.
      if (await this.#store.markNotified(run.run.id, this.#now())) {
        await this.#send(run);
      }
    }
  }

  async #send(stored: StoredRun): Promise<void> {
    const { run } = stored;
    const { owner } = await this.#health.known({
      lakehouse: run.lakehouse,
      schema: run.namespace,
      table: run.table,
    });
    if (owner === undefined) {
      return;
    }
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: payloadOf(stored),
      });
    } catch (error) {
      this.#logger.warn(
        `${owner} could not be told how run ${run.id} ended; the portal may have no notifications`,
        toError(error),
      );
    }
  }
}

function payloadOf({ run, summary }: StoredRun) {
  const name = `${run.namespace}.${run.table}`;
  const scores =
    summary.scoreBefore === undefined || summary.scoreAfter === undefined
      ? ''
      : ` Score ${summary.scoreBefore} → ${summary.scoreAfter}.`;
  const failed = run.state === 'failed';
  const worse =
    (summary.scoreBefore ?? 0) -
      (summary.scoreAfter ?? Number.POSITIVE_INFINITY) >=
    WORSE;
  return {
    title: titleOf(name, failed, worse),
    description: failed
      ? run.reason ?? summary.title
      : `${summary.title}.${scores}${run.reason ? ` ${run.reason}` : ''}`,
    link: `/lakehouse?show=maintenance&run=${encodeURIComponent(run.id)}`,
    severity: severityOf(failed || worse, summary.contentChanged),
    topic: 'lakehouse-maintenance',
    scope: `lakehouse-run-${run.id}`,
  };
}

function titleOf(name: string, failed: boolean, worse: boolean): string {
  if (failed) {
    return `Maintenance of ${name} failed`;
  }
  return worse
    ? `Maintenance of ${name} is done, and its health is worse than before`
    : `Maintenance of ${name} is done`;
}

function severityOf(failed: boolean, contentChanged: boolean) {
  if (!failed) {
    return 'normal' as const;
  }
  return contentChanged ? ('critical' as const) : ('high' as const);
}
