import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  finalRunStates,
  type MaintenanceExecutor,
} from '@lakehouse-portal/maintenance';
import createKnex, { type Knex } from 'knex';
import { createRunBench } from './RunBench';

/** Where a child is to die: at the nth call of a method of the store or the executor, or at the nth file that is named. */
export interface KillPoint {
  method: string;
  when: 'before' | 'after';
  nth: number;
}

/** What a child is told, as JSON. */
export interface ChildOptions {
  directory: string;
  database: Knex.Config;
  runId: string;
  kill?: KillPoint;
}

const calls = new Map<string, number>();

function reached(kill: KillPoint | undefined, method: string): boolean {
  const nth = (calls.get(method) ?? 0) + 1;
  calls.set(method, nth);
  return kill?.method === method && kill.nth === nth;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** An object that ends the process at a call of one of its methods, before or after it did its work. */
function deadly<T extends object>(target: T, kill: KillPoint | undefined): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value !== 'function' || typeof name !== 'string') {
        return value;
      }
      return async (...args: unknown[]) => {
        const isLast = reached(kill, name);
        if (isLast && kill?.when === 'before') {
          die();
        }
        const result: unknown = await value.apply(object, args);
        if (isLast) {
          die();
        }
        return result;
      };
    },
  });
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2]) as ChildOptions;
  const { kill } = options;
  const knex = createKnex(options.database);
  const lake = await EmbeddedLakehouse.open({
    directory: options.directory,
    durable: false,
    newUuid: () => {
      if (reached(kill, 'newUuid')) {
        die();
      }
      return randomUUID();
    },
  });
  const { store, worker } = await createRunBench({
    lake,
    knex,
    wrapStore: plain => deadly(plain, kill),
    wrapExecutor: (executor: MaintenanceExecutor) => deadly(executor, kill),
  });
  worker.start();
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { run } = await store.get(options.runId);
    if (finalRunStates.includes(run.state)) {
      break;
    }
    if (Date.now() > deadline) {
      throw new Error(`The run is ${run.state} after a minute`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await worker.stop();
  await lake.close();
  await knex.destroy();
}

// Whoever has started this has gone: nobody must be left.
process.stdin.on('end', () => process.exit(1)).resume();
(process.stdin as Partial<Socket>).unref?.();

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
