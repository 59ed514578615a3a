import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { TrinoStatements, type SystemConnections } from '../../src';

const RUN = join(__dirname, '../../../../scripts/run.js');

/** What `npm run systems -- up --demo` started and printed. */
export interface Demo {
  connections: SystemConnections;
  /** For app-config.local.yaml. */
  appConfig: string;
  /** What it refers to. */
  environment: Record<string, string>;
  trino: TrinoStatements;
  stop(): Promise<void>;
}

/**
 * Runs the command of the documentation, with Nessie besides, in a runtime folder of its own.
 *
 * @throws Error with what the command said.
 */
export async function startDemo(runtime: string): Promise<Demo> {
  const systems = (...args: string[]) => runSystems(runtime, args);
  try {
    const up = JSON.parse(await systems('up', '--demo', 'nessie', '--json'));
    const connections = Object.fromEntries(
      up.systems.map(({ name, connection }: Record<string, unknown>) => [
        name,
        connection,
      ]),
    ) as unknown as SystemConnections;
    return {
      connections,
      ...up.demo,
      trino: new TrinoStatements(connections.trino.url),
      stop: async () => {
        await systems('down');
      },
    };
  } catch (error) {
    await systems('down');
    throw error;
  }
}

async function runSystems(runtime: string, args: string[]): Promise<string> {
  const child = spawn(process.execPath, [RUN, 'systems', ...args], {
    env: { ...process.env, LAKEHOUSE_TESTBED_RUNTIME: runtime },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`npm run systems -- ${args.join(' ')}: ${stderr}${stdout}`);
  }
  return stdout;
}
