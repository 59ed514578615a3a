import { TrinoLimitError } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { StepRun } from '../run';
import { queueWatch } from './queueWatch';
import { untilReady } from './untilReady';

const PAUSE_MS = 1_000;
/** What the query may take at least, however long was waited. */
const QUERY_MS = 2_000;

/** The active nodes of a cluster. */
export interface Nodes {
  /** Of the coordinator. */
  version: string;
  /** Ids, sorted. */
  workers: string[];
}

/** Waits until as many workers are active as are expected. */
export async function untilEnoughWorkers(step: StepRun): Promise<Nodes> {
  const { proof } = step;
  const wanted = proof.options.nodes?.workers ?? 0;
  const deadline = Date.now() + proof.waitMs;
  for (;;) {
    const nodes = await untilReady(step, () => readNodes(step, deadline));
    if (nodes.workers.length >= wanted) {
      return nodes;
    }
    const seen = `${nodes.workers.length} of ${wanted} workers are active`;
    if (Date.now() > deadline) {
      throw missing(`${seen}, after ${seconds(proof.waitMs)}`);
    }
    await step.wait(seen, PAUSE_MS);
  }
}

/** @throws CheckFailed when no node takes the query: Trino lets it wait for one, for two minutes by default. */
async function readNodes(step: StepRun, deadline: number): Promise<Nodes> {
  try {
    const { rows } = await step.run(
      "SELECT node_id, coordinator, node_version FROM system.runtime.nodes WHERE state = 'active' ORDER BY node_id",
      {
        timeoutMs: Math.max(QUERY_MS, deadline - Date.now()),
        onProgress: queueWatch(() => step.waits('The query is queued')),
      },
    );
    return {
      version: String(rows.find(([, coordinator]) => coordinator)?.[2]),
      workers: rows
        .filter(([, coordinator]) => !coordinator)
        .map(([id]) => String(id)),
    };
  } catch (error) {
    if (error instanceof TrinoLimitError && error.limit === 'time') {
      throw missing(
        `No node began with a query within ${seconds(step.proof.waitMs)}`,
      );
    }
    throw error;
  }
}

function missing(message: string): CheckFailed {
  return new CheckFailed({
    hop: 'worker',
    message,
    cause:
      'The workers do not run, or do not find the coordinator (discovery.uri, node.environment and internal-communication.shared-secret must agree), an autoscaler went down to zero, or the queue of the resource group is full.',
    remedy:
      "Look at the workers' pods and logs; each must announce itself at the coordinator. A single node needs node-scheduler.include-coordinator=true.",
  });
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
