import { isDestructive, isRewrite } from '@lakehouse-portal/maintenance';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import { describeVerification } from './describeRun';
import type { RunContext } from './RunContext';
import type { RunClaim } from './RunStore';
import type { RunWork } from './RunWork';
import { describeDifference, verifyContent } from './verifyContent';
import { verifyRefs, verifySnapshots } from './verifyRefs';

/** How the table is when the run is over, as far as that could be found out. */
export interface HealthAfter {
  scoreAfter?: number;
  slowdownAfter?: number;
}

interface Verified {
  /** What is wrong, as a sentence. */
  problem: string | undefined;
  after: HealthAfter;
}

/** Looks at the table for what a run has made of it, and keeps that with the run. */
export class RunVerifier {
  readonly #context: RunContext;
  readonly #claim: RunClaim;
  readonly #signal: AbortSignal;

  constructor(context: RunContext, claim: RunClaim, signal: AbortSignal) {
    this.#context = context;
    this.#claim = claim;
    this.#signal = signal;
  }

  /** Looks at all that a run has done once its units are over, and writes down what it found. */
  async verify(work: RunWork): Promise<Verified> {
    const { tables, store, now } = this.#context;
    const changed = await this.compareContent(work);
    const { metadata, fileIO } = await tables.readMetadata(
      work.table,
      this.#signal,
    );
    const reading = {
      metadata,
      fileIO: fileIO instanceof NoFileIO ? undefined : fileIO,
      maintenance: work.maintenance,
      signal: this.#signal,
    };
    const refs = await verifyRefs(reading);
    const tookAway = work.units.some(
      ({ unit, state }) => state === 'done' && isDestructive(unit.operation),
    );
    const snapshots = tookAway
      ? await verifySnapshots({ ...reading, known: refs })
      : undefined;
    const after = await this.measureAfter(work);
    work.verification = {
      ...work.verification,
      refs,
      ...(snapshots && { snapshots }),
      health: {
        scoreBefore: work.run.summary.scoreBefore,
        slowdownBefore: work.run.slowdownBefore,
        ...after,
      },
    };
    const unreadable = refs.find(ref => !ref.readable);
    const damaged = snapshots?.find(one => !one.readable);
    const wrong =
      changed ??
      (unreadable &&
        `The ${
          unreadable.name === 'main'
            ? 'current snapshot'
            : `ref "${unreadable.name}"`
        } can't be read any more: ${unreadable.detail}`) ??
      (damaged &&
        `Snapshot ${damaged.snapshotId}, which was to stay, can't be read any more: ${damaged.detail}`);
    // It stopped before a unit that was not approved any more; whoever takes it over sees that by the units.
    const early = work.units.some(({ state }) => state === 'waiting')
      ? work.run.run.reason
      : undefined;
    const problem =
      wrong !== undefined && early !== undefined
        ? `${wrong} Before that: ${early}`
        : wrong ?? early;
    await store.saveVerification(
      this.#claim,
      work.verification,
      {
        kind: 'verified',
        message: describeVerification(work.verification),
      },
      now(),
    );
    return { problem, after };
  }

  /** Compares rows where that was not done yet. @returns what is wrong. */
  async compareContent(work: RunWork): Promise<string | undefined> {
    const { tables, store, now } = this.#context;
    const snapshotIds = work.units.flatMap(({ unit, outcome }) =>
      isRewrite(unit.operation) && outcome?.snapshotId !== undefined
        ? [outcome.snapshotId]
        : [],
    );
    const known = work.verification;
    if (snapshotIds.some(id => !known.comparedSnapshots.includes(id))) {
      const { metadata } = await tables.readMetadata(work.table, this.#signal);
      work.verification = await verifyContent({
        maintenance: work.maintenance,
        metadata,
        snapshotIds,
        known,
        signal: this.#signal,
      });
      const difference = describeDifference(work.verification);
      await store.saveVerification(
        this.#claim,
        work.verification,
        difference
          ? { kind: 'content-changed', message: difference }
          : {
              kind: 'verified',
              message: 'Rows and checksum are the same before and after.',
            },
        now(),
      );
    }
    const { notCompared } = work.verification;
    return (
      describeDifference(work.verification) ??
      (notCompared.length > 0
        ? `What was rewritten could not be compared with what was there before: snapshot ${notCompared.join(
            ', ',
          )} is gone, somebody else had it expire. Nothing else is done.`
        : undefined)
    );
  }

  /** Health afterwards; that it can't be found out is no reason for anything. */
  async measureAfter(work: RunWork): Promise<HealthAfter> {
    try {
      const { score, slowdown } = await this.#context.health.measure(
        work.table.connection,
        work.ref,
        this.#signal,
      );
      return { scoreAfter: score, slowdownAfter: slowdown };
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#context.logger.warn(
        `The health of ${work.ref.schema}.${work.ref.table} after run ${
          work.run.run.id
        } is not known: ${(error as Error).message}`,
      );
      return {};
    }
  }
}
