import type { TrinoClient } from '@lakehouse-portal/trino';
import type { AccessExpectation } from './AccessExpectation';
import type { ProofStep } from './ProofReport';

/** What runs statements: a `TrinoClient`, or something that behaves like one. */
export type ProveSession = Pick<TrinoClient, 'query'>;

/** A layer of the lakehouse: a schema. */
export interface ProveLayer {
  schema: string;
  /** Where its files go, `s3://lake/bronze`, for a schema that has to be made; the catalog's default where nothing is said. */
  location?: string;
}

/** What to prove, and how. */
export interface ProveOptions {
  /**
   * Gives the session of a user; without a user that of an administrator of the lakehouse, who may make and drop schemas and
   * tables. Called once for each user. {@link sessionsOf} makes this of a client.
   */
  connect: (user?: string) => ProveSession;
  /** Name of the Iceberg catalog in Trino. */
  catalog: string;
  /** At least one. */
  layers: ProveLayer[];
  /** What the cluster must have; nothing is expected where it is left out. 0 workers: the coordinator works itself. */
  nodes?: { workers: number };
  /** Where files must be; a schema that has to be made gets its place there unless its layer says another. */
  storage?: { scheme: string; bucket: string };
  access?: AccessExpectation[];
  /** Aborting it ends the statement that runs; what was made is removed all the same. */
  signal?: AbortSignal;
  /** Called twice for each step: when it begins, and when it is over. What it throws ends the proof with that error. */
  onStep?: (event: ProveEvent) => void;
  /** How long to wait for a coordinator that is starting and for workers that are missing, in milliseconds; 60 seconds where nothing is said. */
  waitMs?: number;
  /** Of one statement, in milliseconds; 2 minutes where nothing is said. */
  statementTimeoutMs?: number;
}

/** How a proof comes on. */
export type ProveEvent =
  | {
      type: 'started';
      step: Pick<ProofStep, 'id' | 'part' | 'layer' | 'title'>;
    }
  /** Now and then while a step waits for something, for people. */
  | { type: 'waiting'; id: string; reason: string }
  | { type: 'finished'; step: ProofStep };
