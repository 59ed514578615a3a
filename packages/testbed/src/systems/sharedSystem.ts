import { userInfo } from 'node:os';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { SystemConnections, SystemName } from './connections';
import { SupervisorClient } from './supervisor/SupervisorClient';

/**
 * A system that all tests of a run share, in whichever of Jest's workers: the first that asks starts it, and it ends when the
 * process that runs the tests ends, however that is. Each test has to use a namespace of its own ({@link uniqueName}).
 *
 * @throws Error where it does not start, with the place of its log.
 */
export async function sharedSystem<N extends SystemName>(
  name: N,
): Promise<SystemConnections[N]> {
  const run = runOfTests();
  const runtime = join(tmpdir(), `lakehouse-testbed-${userInfo().uid}-${run}`);
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const client = await SupervisorClient.findOrStart(runtime, run);
  let connection: SystemConnections[N] | undefined;
  let failure = 'the supervisor ended';
  await client.up([name], event => {
    if (event.system !== name) return;
    if (event.type === 'ready')
      connection = event.connection as SystemConnections[N];
    if (event.type === 'failed') failure = event.message;
  });
  if (!connection) throw new Error(`${name} can't be used: ${failure}`);
  return connection;
}

/** The process that runs the tests: Jest's workers, where it has some, are forked by it and share what it has. */
function runOfTests(): number {
  const isWorker =
    process.env.JEST_WORKER_ID !== undefined && process.send !== undefined;
  return isWorker ? process.ppid : process.pid;
}

/** A name that nobody else has: for the catalog, schema, database or bucket of one test. */
export function uniqueName(prefix: string): string {
  return `${prefix}_${randomBytes(5).toString('hex')}`;
}
