import { CheckFailed } from '../diagnosis';
import type { Proof, StepRun } from '../run';
import { untilReady } from './untilReady';

interface Nodes {
  coordinators: string[];
  workers: string[];
}

/** The coordinator answers, the workers are there and work. */
export async function checkCluster(proof: Proof): Promise<void> {
  await proof.step(
    { id: 'coordinator', part: 'cluster', title: 'Ask the coordinator' },
    async step => {
      const { rows } = await untilReady(step, () =>
        step.run(
          'SELECT node_version FROM system.runtime.nodes WHERE coordinator',
        ),
      );
      proof.trinoVersion = String(rows[0]?.[0] ?? 'unknown');
      return `Trino ${proof.trinoVersion} answers`;
    },
  );
  let nodes: Nodes | undefined;
  await proof.step(
    { id: 'workers', part: 'cluster', title: 'Count the workers' },
    async step => {
      nodes = await untilEnough(step);
      const { workers } = nodes;
      return workers.length === 0
        ? 'A single node: the coordinator works itself'
        : `${workers.length} active: ${workers.join(', ')}`;
    },
  );
  await proof.step(
    { id: 'splits', part: 'cluster', title: 'Run something on every worker' },
    step => runEverywhere(step, nodes!),
  );
}

async function untilEnough(step: StepRun): Promise<Nodes> {
  const { proof } = step;
  const wanted = proof.options.nodes?.workers ?? 0;
  const deadline = Date.now() + proof.waitMs;
  for (;;) {
    const nodes = await readNodes(step);
    if (nodes.workers.length >= wanted) {
      return nodes;
    }
    const seen = `${nodes.workers.length} of ${wanted} workers are active`;
    if (Date.now() > deadline) {
      throw new CheckFailed({
        hop: 'worker',
        message: `${seen}, after ${Math.round(proof.waitMs / 1000)} s`,
        cause:
          'The workers do not run, or do not find the coordinator (discovery.uri, node.environment, internal shared secret).',
        remedy:
          "Look at the workers' pods and logs; each must announce itself at the coordinator.",
      });
    }
    await step.wait(seen, 1_000);
  }
}

async function readNodes(step: StepRun): Promise<Nodes> {
  const { rows } = await step.run(
    "SELECT node_id, coordinator FROM system.runtime.nodes WHERE state = 'active' ORDER BY node_id",
  );
  const named = (isCoordinator: boolean) =>
    rows
      .filter(([, coordinator]) => coordinator === isCoordinator)
      .map(([id]) => String(id));
  return { coordinators: named(true), workers: named(false) };
}

/** Every node reads its own part of `system.runtime.tasks`, and sees there at least the task that reads it. */
async function runEverywhere(step: StepRun, nodes: Nodes): Promise<string> {
  const { rows } = await untilReady(step, () =>
    step.run('SELECT DISTINCT node_id FROM system.runtime.tasks'),
  );
  const worked = new Set(rows.map(([id]) => String(id)));
  const idle = nodes.workers.filter(id => !worked.has(id));
  if (idle.length > 0 || worked.size === 0) {
    throw new CheckFailed({
      hop: 'worker',
      message: `Active, but did not work: ${idle.join(', ') || 'every node'}`,
      cause:
        'The worker is shutting down, or the coordinator can not send it work.',
      remedy:
        "Look at the worker's log, and whether the coordinator reaches its port.",
    });
  }
  return `Tasks ran on ${[...worked].sort().join(', ')}`;
}
