import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { MaintenanceRun } from '@lakehouse-portal/maintenance';
import { nameOfPerson } from './nameOfPerson';
import type { HealthReader } from './HealthReader';
import type { Notices } from './Notices';
import type { RunStore, StoredRun } from './RunStore';

/** Whoever was away for longer reads it on the page. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Points of the score; less is within what a live writer does meanwhile. */
const WORSE = 5;

/** A notification without its recipient. */
type Payload = Parameters<NotificationService['send']>[0]['payload'];

/** Tells the owners of tables how runs ended, once for each run, on whatever replica it ended, and that one was rolled back. */
export class RunNotifier {
  readonly #store: Pick<RunStore, 'listUnnotified' | 'markNotified'>;
  readonly #health: Pick<HealthReader, 'known'>;
  readonly #notices: Pick<Notices, 'send'>;
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    store: Pick<RunStore, 'listUnnotified' | 'markNotified'>;
    health: Pick<HealthReader, 'known'>;
    notices: Pick<Notices, 'send'>;
    notifications: Pick<NotificationService, 'send'>;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#health = options.health;
    this.#notices = options.notices;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Tells of all runs that have ended and were not told of. That it can't is logged, and nothing more. */
  async tell(signal?: AbortSignal): Promise<void> {
    for (const run of await this.#store.listUnnotified(
      this.#now() - MAX_AGE_MS,
    )) {
      if (signal?.aborted) {
        return;
      }
      const notification = await this.#notificationOf(run.run, payloadOf(run));
      if (
        !notification ||
        (await this.#notices.send(
          `run/${run.run.id}`,
          notification,
          problemOf(notification, run.run),
        ))
      ) {
        await this.#store.markNotified(run.run.id, this.#now());
      }
    }
  }

  /** Tells that somebody has taken back what a run did. That it can't is logged, and nothing more. */
  async tellOfRollback(
    run: MaintenanceRun,
    rollback: { by: string; snapshotId: string },
  ): Promise<void> {
    const notification = await this.#notificationOf(
      run,
      rollbackPayload(run, rollback),
    );
    if (!notification) {
      return;
    }
    try {
      await this.#notifications.send(notification);
    } catch (error) {
      this.#logger.warn(
        `${problemOf(notification, run)}; the portal may have no notifications`,
        toError(error),
      );
    }
  }

  /** @returns undefined where the table has no owner. */
  async #notificationOf(run: MaintenanceRun, payload: Payload) {
    const { owner } = await this.#health.known({
      lakehouse: run.lakehouse,
      schema: run.namespace,
      table: run.table,
    });
    return owner === undefined
      ? undefined
      : {
          recipients: { type: 'entity' as const, entityRef: owner },
          payload,
        };
  }
}

function problemOf(
  { recipients }: { recipients: { entityRef: string } },
  { id }: MaintenanceRun,
): string {
  return `${recipients.entityRef} could not be told what became of run ${id}`;
}

function rollbackPayload(
  run: MaintenanceRun,
  { by, snapshotId }: { by: string; snapshotId: string },
): Payload {
  return {
    title: `Maintenance of ${run.namespace}.${run.table} was rolled back`,
    description: `${nameOfPerson(
      by,
    )} has made the snapshot from before the run (${snapshotId}) the current one again.`,
    link: linkTo(run),
    severity: 'high',
    topic: 'lakehouse-maintenance',
    // Of its own: how the run ended stays to be read beside it.
    scope: `lakehouse-rollback-${run.id}`,
  };
}

function linkTo({ id }: MaintenanceRun): string {
  return `/lakehouse?show=maintenance&run=${encodeURIComponent(id)}`;
}

function payloadOf({ run, summary }: StoredRun): Payload {
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
    link: linkTo(run),
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
