import type { SystemName } from '../connections';
import { SupervisorClient } from '../supervisor/SupervisorClient';
import { runtimeDirectory } from '../supervisor/SupervisorState';
import { SYSTEM_NAMES, SYSTEMS } from '../systems';
import { connectEngines } from '../connectEngines';
import { describeAll, describeRunning } from './describeSystem';
import {
  parseSystemsArguments,
  type SystemsCommand,
  USAGE,
} from './parseSystemsArguments';
import { showDemo } from './showDemo';
import { UsageError } from './UsageError';

/** Where the command writes: results to `out`, progress and errors to `err`, a line each. */
export interface CommandOutput {
  out: (line: string) => void;
  err: (line: string) => void;
}

/**
 * `npm run systems`.
 *
 * @returns Exit code: 1 when something could not be done, which is said.
 */
export async function runSystemsCommand(
  args: string[],
  output: CommandOutput,
): Promise<number> {
  try {
    return await run(parseSystemsArguments(args), output);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.err(error.message);
    return 1;
  }
}

async function run(
  command: SystemsCommand,
  output: CommandOutput,
): Promise<number> {
  switch (command.action) {
    case 'help':
      output.out(USAGE);
      return 0;
    case 'list':
      output.out(command.json ? listAsJson() : describeAll());
      return 0;
    case 'status':
      return showStatus(command.json, output);
    case 'down':
      return bringDown(command, output);
    case 'up':
      return bringUp(command, output);
    default:
      return command satisfies never;
  }
}

function listAsJson(): string {
  return JSON.stringify(
    SYSTEM_NAMES.map(name => {
      const { start, ...rest } = SYSTEMS[name];
      return { name, ...rest };
    }),
    undefined,
    2,
  );
}

async function showStatus(
  json: boolean,
  { out }: CommandOutput,
): Promise<number> {
  const client = SupervisorClient.find(runtimeDirectory());
  const status = await client?.status();
  if (json) {
    out(JSON.stringify(status ?? { systems: [] }, undefined, 2));
    return 0;
  }
  if (!status || status.systems.length === 0) {
    out('Nothing runs.');
    return 0;
  }
  for (const system of status.systems) out(`${describeRunning(system)}\n`);
  out(`Supervisor: process ${status.pid}, since ${status.startedAt}`);
  out(`Logs: ${status.logs}`);
  return 0;
}

async function bringDown(
  { names, json }: { names: SystemName[] | undefined; json: boolean },
  { out }: CommandOutput,
): Promise<number> {
  const client = SupervisorClient.find(runtimeDirectory());
  const stopped = (await client?.down(names)) ?? [];
  const isLast = client && (await isIdle(client));
  if (isLast) await client.untilGone();
  if (json) out(JSON.stringify({ stopped }));
  else
    out(
      stopped.length > 0
        ? `Stopped: ${stopped.join(', ')}`
        : 'Nothing of that was running.',
    );
  return 0;
}

/** What whoever asks sees of one that ends: its socket is gone, or nobody reads or answers any more. */
const ENDED = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];

/** It ends by itself then, maybe before it can say so. */
async function isIdle(client: SupervisorClient): Promise<boolean> {
  try {
    return (await client.status()).systems.length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (ENDED.includes(code ?? '')) return true;
    throw error;
  }
}

async function bringUp(
  command: { names: SystemName[]; demo: boolean; json: boolean },
  output: CommandOutput,
): Promise<number> {
  const client = await SupervisorClient.findOrStart(runtimeDirectory());
  const failed: SystemName[] = [];
  await client.up(command.names, event => {
    if (event.type === 'progress') output.err(`${event.system}: ${event.line}`);
    if (event.type === 'ready')
      output.err(`${event.system}: ready after ${event.seconds.toFixed(1)} s`);
    if (event.type === 'failed') {
      failed.push(event.system);
      output.err(
        event.isPrerequisite
          ? `${event.system} needs something that is not on this machine: ${event.message}`
          : `${event.system} failed: ${event.message}`,
      );
    }
  });
  if (failed.length > 0 && (await isIdle(client))) {
    await client.untilGone();
    output.err('Nothing runs.');
    return 1;
  }
  const { systems } = await client.status();
  const catalogs = await connectEngines(systems);
  if (failed.length > 0) {
    output.err(
      `Did not start: ${failed.join(', ')}. Running: ${systems
        .map(({ name }) => name)
        .join(', ')}. "npm run systems -- down" stops them.`,
    );
    return 1;
  }
  const demo = command.demo ? await showDemo(systems, output) : undefined;
  if (command.json) {
    output.out(
      JSON.stringify(
        { systems, catalogs, ...(demo && { demo }) },
        undefined,
        2,
      ),
    );
    return 0;
  }
  for (const system of systems) {
    output.out(describeRunning(system));
    const names = catalogs[system.name];
    if (names) output.out(`  catalogs: ${names.join(', ')}`);
    output.out('');
  }
  if (demo) output.out(demo.text);
  output.out('They run until "npm run systems -- down".');
  return 0;
}
