import type { TrinoProgress, TrinoResult } from '@lakehouse-portal/trino';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Proof } from './Proof';

const MAX_STATEMENTS = 20;
const MAX_CHARACTERS = 2_000;

/** How one statement runs. */
export interface StatementOptions {
  /** Whom it runs as; the administrator where nothing is said. */
  user?: string;
  /** Session properties of the catalog, without its name. */
  catalogSession?: Record<string, string>;
  /** Milliseconds; as the options of the proof say where nothing is said. */
  timeoutMs?: number;
  onProgress?: (progress: TrinoProgress) => void;
}

/** What a step works with. */
export class StepRun {
  constructor(
    readonly proof: Proof,
    readonly id: string,
    readonly signal: AbortSignal | undefined,
    /** Those that were sent. */
    readonly statements: string[] = [],
  ) {}

  /** The same step with another signal. */
  within(signal: AbortSignal): StepRun {
    return new StepRun(this.proof, this.id, signal, this.statements);
  }

  /** @throws what the session throws */
  async run(sql: string, options: StatementOptions = {}): Promise<TrinoResult> {
    const { proof, signal } = this;
    const { user, catalogSession = {}, timeoutMs, onProgress } = options;
    if (this.statements.length < MAX_STATEMENTS) {
      this.statements.push(
        sql.length > MAX_CHARACTERS ? `${sql.slice(0, MAX_CHARACTERS)}…` : sql,
      );
    }
    return proof.session(user).query(sql, {
      signal,
      source: `lakehouse-prove/${proof.run}`,
      limits: { maxDurationMs: timeoutMs ?? proof.statementTimeoutMs },
      onProgress,
      sessionProperties: Object.fromEntries(
        Object.entries(catalogSession).map(([name, value]) => [
          `${proof.catalog}.${name}`,
          value,
        ]),
      ),
    });
  }

  /** Says what the step waits for. */
  waits(reason: string): void {
    this.proof.emit({ type: 'waiting', id: this.id, reason });
  }

  /** Waits a moment, and says for what. */
  async wait(reason: string, ms: number): Promise<void> {
    this.waits(reason);
    await sleep(ms, undefined, { signal: this.signal });
  }
}
