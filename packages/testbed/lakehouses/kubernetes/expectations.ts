import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type {
  KubernetesApiError,
  KubernetesCluster,
} from '../../src/kubernetes';
import { processStartTime } from '../../src/processes';

/** What it was refused with. */
export function refusal(work: Promise<unknown>): Promise<KubernetesApiError> {
  return work.then(
    answer => {
      throw new Error(`not refused: ${JSON.stringify(answer)}`);
    },
    error => error as KubernetesApiError,
  );
}

/** The authoriser learns of a role a moment after it is stored. */
export async function allowedSoon(ask: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const seen = await ask().then(
      () => 'allowed',
      error => (error as KubernetesApiError).reason,
    );
    if (seen === 'allowed') return;
    expect(seen).toBe('Forbidden');
    expect(Date.now()).toBeLessThan(deadline);
  }
}

/** Stops a cluster, and sees to it that neither a process nor a folder of it is left. */
export async function stoppedWithoutTrace(
  cluster: KubernetesCluster,
): Promise<void> {
  const pids = cluster.processes.map(({ pid }) => pid!);
  await cluster.stop();
  expect(pids.filter(pid => processStartTime(pid) !== undefined)).toEqual([]);
  expect(existsSync(dirname(cluster.kubeconfig))).toBe(false);
}
