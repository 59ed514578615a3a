import { randomBytes } from 'node:crypto';
import { diagnose } from '../diagnosis';
import type {
  Leftover,
  ProofReport,
  ProofStep,
  ProveEvent,
  ProveOptions,
  ProveSession,
} from '../model';
import { MadeTables } from '../table/MadeTables';
import { StepFailed } from './StepFailed';
import { StepRun } from './StepRun';

const DEFAULT_WAIT_MS = 60_000;
const DEFAULT_STATEMENT_MS = 120_000;

/** What a step is called. */
export type StepHead = Pick<ProofStep, 'id' | 'part' | 'layer' | 'title'>;

/** A step that found out that this lakehouse can't do it, and need not. */
export interface Skipped {
  skipped: string;
}

/** The state of one run: its sessions, the tables it made, and what its steps found. */
export class Proof {
  /** Ten letters and digits that nobody else has. */
  readonly run: string = randomBytes(5).toString('hex');
  readonly steps: ProofStep[] = [];
  readonly notTried: string[] = [];
  readonly createdSchemas: string[] = [];
  readonly left: Leftover[] = [];
  readonly made: MadeTables = new MadeTables();
  readonly waitMs: number;
  readonly statementTimeoutMs: number;
  readonly startedAt: Date = new Date();
  trinoVersion: string | undefined;
  readonly #sessions = new Map<string | undefined, ProveSession>();
  #listens = true;

  constructor(readonly options: ProveOptions) {
    this.waitMs = options.waitMs ?? DEFAULT_WAIT_MS;
    this.statementTimeoutMs =
      options.statementTimeoutMs ?? DEFAULT_STATEMENT_MS;
  }

  get catalog(): string {
    return this.options.catalog;
  }

  /** A table of this run that has no name of its own. */
  tableName(suffix: string = ''): string {
    return `lakehouse_prove_${this.run}${suffix}`;
  }

  session(user?: string): ProveSession {
    const known = this.#sessions.get(user);
    if (known) {
      return known;
    }
    const session = this.options.connect(user);
    this.#sessions.set(user, session);
    return session;
  }

  /**
   * Does one step and records what came of it.
   *
   * @param work - Returns what it found, or why it was skipped; throws when it fails.
   * @throws StepFailed when it failed or was cancelled; it is recorded then.
   */
  async step(
    head: StepHead,
    work: (step: StepRun) => Promise<string | Skipped>,
    signal: AbortSignal | undefined = this.options.signal,
  ): Promise<void> {
    const started = performance.now();
    this.emit({ type: 'started', step: head });
    const step = new StepRun(this, head.id, signal);
    const end = (rest: Pick<ProofStep, 'outcome' | 'found' | 'failure'>) => {
      const done: ProofStep = {
        ...head,
        ...rest,
        statements: step.statements,
        durationMs: Math.round(performance.now() - started),
      };
      this.steps.push(done);
      this.emit({ type: 'finished', step: done });
    };
    let found: string | Skipped;
    try {
      signal?.throwIfAborted();
      found = await work(step);
    } catch (error) {
      if (signal?.aborted) {
        end({ outcome: 'cancelled' });
        throw new StepFailed('cancelled');
      }
      const failure = diagnose(error);
      end({ outcome: 'failed', failure });
      throw new StepFailed('failed', failure);
    }
    end(
      typeof found === 'string'
        ? { outcome: 'passed', found }
        : { outcome: 'skipped', found: found.skipped },
    );
  }

  /** Tells the listener. One that throws is not told anything more. */
  emit(event: ProveEvent): void {
    if (!this.#listens) {
      return;
    }
    try {
      this.options.onStep?.(event);
    } catch (error) {
      this.#listens = false;
      throw error;
    }
  }

  report(): ProofReport {
    const outcomes = new Set(this.steps.map(({ outcome }) => outcome));
    const isProved = !outcomes.has('failed') && this.left.length === 0;
    return {
      outcome: outcomes.has('cancelled')
        ? 'cancelled'
        : (isProved && 'proved') || 'failed',
      catalog: this.catalog,
      run: this.run,
      trinoVersion: this.trinoVersion,
      startedAt: this.startedAt.toISOString(),
      durationMs: Date.now() - this.startedAt.getTime(),
      steps: this.steps,
      notTried: this.notTried,
      createdSchemas: this.createdSchemas,
      left: this.left,
    };
  }
}
