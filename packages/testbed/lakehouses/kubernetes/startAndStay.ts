import { startKubernetes } from '../../src/kubernetes';

/** Starts a cluster with real pods, tells its processes, and stays until somebody kills it. */
async function main(): Promise<void> {
  const cluster = await startKubernetes({ level: 'pods' });
  const pids = cluster.processes.map(({ pid }) => pid);
  process.stdout.write(`${JSON.stringify(pids)}\n`);
  setInterval(() => {}, 60_000);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
