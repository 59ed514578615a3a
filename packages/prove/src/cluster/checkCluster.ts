import { isAccessDenied } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { Proof, StepRun } from '../run';
import { type Nodes, untilEnoughWorkers } from './untilEnoughWorkers';
import { queueWatch } from './queueWatch';
import { untilReady } from './untilReady';

/** The coordinator answers, the workers are there and work. */
export async function checkCluster(proof: Proof): Promise<void> {
  await proof.step(
    { id: 'coordinator', part: 'cluster', title: 'Ask the coordinator' },
    step => askCoordinator(step),
  );
  let nodes: Nodes | undefined;
  await proof.step(
    { id: 'workers', part: 'cluster', title: 'Count the workers' },
    async step => {
      try {
        nodes = await untilEnoughWorkers(step);
      } catch (error) {
        if (isAccessDenied(error) && proof.options.nodes === undefined) {
          return MAY_NOT_LOOK;
        }
        throw error;
      }
      proof.trinoVersion = nodes.version;
      const { workers } = nodes;
      return workers.length === 0
        ? `A single node of Trino ${nodes.version}: the coordinator works itself`
        : `Trino ${nodes.version}; ${workers.length} active: ${workers.join(
            ', ',
          )}`;
    },
  );
  await proof.step(
    {
      id: 'splits',
      part: 'cluster',
      title: 'Run something on every worker',
    },
    async step => (nodes ? runEverywhere(step, nodes) : MAY_NOT_LOOK),
  );
}

/** Nothing was said about workers, so that not to see them is no failure: what works on tables is seen with those. */
const MAY_NOT_LOOK = {
  skipped: 'Who runs the proof may not read system.runtime.nodes',
};

/**
 * It takes a statement. One that changes only the session needs no node to run on, but even that is queued where no worker is
 * known (`query-manager.required-workers`): the coordinator answers then all the same.
 */
async function askCoordinator(step: StepRun): Promise<string> {
  const enough = new AbortController();
  const asking = step.within(
    AbortSignal.any([enough.signal, ...(step.signal ? [step.signal] : [])]),
  );
  const onProgress = queueWatch(() =>
    enough.abort(new Error('The coordinator answers')),
  );
  try {
    await untilReady(asking, () =>
      asking.run('PREPARE lakehouse_prove FROM SELECT 1', { onProgress }),
    );
  } catch (error) {
    if (!enough.signal.aborted || step.signal?.aborted) {
      throw error;
    }
    return 'It has started and takes statements, but only into its queue';
  }
  return 'It has started, and takes statements';
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
