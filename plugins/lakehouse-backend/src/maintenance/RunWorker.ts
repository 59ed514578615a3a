import type { AuditorService } from '@backstage/backend-plugin-api';
import type { StoredRun } from './RunStore';
import type { RunContext } from './RunContext';
import { RunExecution } from './RunExecution';

/** What the worker works with, beyond what a run takes. */
export interface RunWorkerOptions {
  context: RunContext;
  auditor: AuditorService;
  /** Is told to tell whenever the worker has looked, one at a time; the signal ends it. */
  notifier: { tell(signal: AbortSignal): Promise<void> };
  /** Runs that this replica carries on at the same time; 0: none. */
  concurrency: number;
  /** How often it looks for runs, milliseconds. */
  pollMs: number;
  leaseMs: number;
}

/** Takes runs that are approved, or that another replica left, and carries them on. */
export class RunWorker {
  readonly #options: RunWorkerOptions;
  readonly #shutdown = new AbortController();
  readonly #working = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isTelling = false;

  static create(options: RunWorkerOptions): RunWorker {
    return new RunWorker(options);
  }

  private constructor(options: RunWorkerOptions) {
    this.#options = options;
  }

  /** Begins to look for runs. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#options.pollMs);
    this.wake();
  }

  /** Looks now: something was approved. */
  wake(): void {
    if (this.#shutdown.signal.aborted) {
      return;
    }
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch((error: unknown) =>
        this.#options.context.logger.warn(
          `Runs of maintenance could not be looked for: ${
            (error as Error).message
          }`,
        ),
      );
  }

  /** Takes nothing any more, and waits for what can't be broken off. What was begun is carried on by others, or after the restart. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#shutdown.abort(new Error('The back end is stopping'));
    await this.#looking;
    await Promise.all(this.#working);
  }

  async #look(): Promise<void> {
    const { context, concurrency } = this.#options;
    while (this.#working.size < concurrency && !this.#shutdown.signal.aborted) {
      const claim = await context.store.claim(context.now(), context.paces);
      if (!claim) {
        break;
      }
      const work: Promise<void> = this.#carryOn(claim).finally(() => {
        this.#working.delete(work);
        this.wake();
      });
      this.#working.add(work);
    }
    void this.#tell();
  }

  /** Beside the looking, and not waited for: whoever takes notices may hang. */
  async #tell(): Promise<void> {
    const { context, notifier } = this.#options;
    const { signal } = this.#shutdown;
    if (this.#isTelling || signal.aborted) {
      return;
    }
    this.#isTelling = true;
    try {
      await notifier.tell(signal);
    } catch (error) {
      // What the end of the process breaks off is told by others, or after the restart.
      if (!signal.aborted) {
        context.logger.warn(
          `What became of maintenance could not be told: ${
            (error as Error).message
          }`,
        );
      }
    } finally {
      this.#isTelling = false;
    }
  }

  async #carryOn(claim: { runId: string; fence: number }): Promise<void> {
    const { context, leaseMs, auditor } = this.#options;
    const { logger, store } = context;
    try {
      const before = await store.get(claim.runId);
      const audit = await auditor.createEvent({
        eventId: 'maintenance-run',
        severityLevel: 'medium',
        meta: auditMeta(before),
      });
      const state = await new RunExecution(context, {
        claim,
        leaseMs,
        shutdown: this.#shutdown.signal,
      }).carryOn();
      const after = await store.get(claim.runId);
      const meta = { ...auditMeta(after), leftIn: state ?? 'to be carried on' };
      if (state === 'failed') {
        await audit.fail({
          error: new Error(after.run.reason ?? 'The run failed'),
          meta,
        });
      } else {
        await audit.success({ meta });
      }
    } catch (error) {
      logger.error(
        `Run ${claim.runId} could not be carried on: ${
          (error as Error).message
        }`,
      );
    }
  }
}

/** Who, what, plan and result, for the audit log. */
function auditMeta({ run, summary, engine }: StoredRun) {
  return {
    queryType: 'run',
    run: run.id,
    lakehouse: run.lakehouse,
    schema: run.namespace,
    table: run.table,
    engine: engine ?? '',
    state: run.state,
    steps: run.plan.steps.map(({ id, title, units }) => ({
      id,
      title,
      units: units.length,
    })),
    proposedBy: run.createdBy,
    approvals: run.approvals,
    unitsDone: summary.units.done,
    unitsTotal: summary.units.total,
    ...(run.reason !== undefined && { reason: run.reason }),
  };
}
