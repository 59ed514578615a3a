import type { RunProgress } from '@lakehouse-portal/plugin-lakehouse-common';
import { LeaseLostError } from './LeaseLostError';
import type { RunContext } from './RunContext';
import type { RunClaim, StoredRun } from './RunStore';

/**
 * Keeps a run this replica's while it is carried on: gives signs of life, and tells when the run was lost to another or
 * somebody wants it to end.
 */
export class RunLease {
  readonly claim: RunClaim;
  readonly #context: RunContext;
  readonly #lost = new AbortController();
  readonly #stopNow = new AbortController();
  readonly #giveUp = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #grace: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #lastBeatAt: number;
  #cancel: StoredRun['cancel'];
  #progress: RunProgress | undefined;

  constructor(context: RunContext, claim: RunClaim, leaseMs: number) {
    this.#context = context;
    this.claim = claim;
    this.#lastBeatAt = context.now();
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat(leaseMs));
    }, context.heartbeatMs);
  }

  /** Aborted with a LeaseLostError when the run is another's. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Aborted when somebody wants also the running unit to end. */
  get stopNow(): AbortSignal {
    return this.#stopNow.signal;
  }

  /** Aborted a little after `stopNow`: what an engine that hangs is asked is given up as well. */
  get giveUp(): AbortSignal {
    return this.#giveUp.signal;
  }

  /** Who wants the run to end. */
  get cancel(): StoredRun['cancel'] {
    return this.#cancel;
  }

  /** Shown with the next sign of life. */
  report(progress: RunProgress): void {
    this.#progress = progress;
  }

  /** Asks right now whether the run is still ours, and wanted. @throws LeaseLostError */
  async check(): Promise<void> {
    const { store, now } = this.#context;
    const { cancel } = await store.heartbeat(this.claim, now());
    this.#lastBeatAt = now();
    this.#note(cancel);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    await this.#beating;
  }

  async #beat(leaseMs: number): Promise<void> {
    const { store, now, logger } = this.#context;
    const progress = this.#progress;
    this.#progress = undefined;
    try {
      const { cancel } = await store.heartbeat(this.claim, now(), progress);
      this.#lastBeatAt = now();
      this.#note(cancel);
    } catch (error) {
      // A database that is away for a moment loses no run, but one that is away for so long that another may have taken it.
      if (
        error instanceof LeaseLostError ||
        now() - this.#lastBeatAt > leaseMs
      ) {
        this.#lost.abort(new LeaseLostError(this.claim.runId));
      } else {
        logger.warn(
          `No sign of life of run ${this.claim.runId} could be given: ${
            (error as Error).message
          }`,
        );
      }
    }
  }

  #note(cancel: StoredRun['cancel']): void {
    this.#cancel = cancel;
    if (cancel?.now) {
      this.#stopNow.abort(new Error('The run was cancelled'));
      this.#grace ??= setTimeout(
        () => this.#giveUp.abort(new Error('The run was cancelled')),
        this.#context.stopGraceMs,
      );
    }
  }
}
