import { runLab } from '../../lab';
import { TrinoStatements } from '../../trino';
import type { SystemConnections } from '../connections';
import type { SystemStatus } from '../supervisor/Supervisor';
import { demoConfig } from '../demoConfig';
import type { CommandOutput } from './runSystemsCommand';

const CATALOG = 'rest';
const SCHEMA = 'lab';

/** What the demo says besides the connections. */
export interface Demo {
  /** For people. */
  text: string;
  /** For `app-config.local.yaml`; secrets are references to the environment. */
  appConfig: string;
  /** What the configuration refers to. */
  environment: Record<string, string>;
}

/** Loads the TPC-H lab, unless it is there, and tells how the portal is pointed at it. */
export async function showDemo(
  systems: SystemStatus[],
  { err }: CommandOutput,
): Promise<Demo> {
  const connections: Partial<SystemConnections> = Object.fromEntries(
    systems.map(({ name, connection }) => [name, connection]),
  );
  const { trino, rest, s3 } = connections;
  if (!trino || !rest || !s3) throw new Error('The demo’s systems do not run');
  await loadLab(new TrinoStatements(trino.url), err);
  const { appConfig, environment } = demoConfig({ rest, s3 });
  return { appConfig, environment, text: demoText(appConfig, environment) };
}

async function loadLab(
  trino: TrinoStatements,
  err: (line: string) => void,
): Promise<void> {
  const schemas = await trino.query(`SHOW SCHEMAS FROM ${CATALOG}`);
  if (schemas.some(([name]) => name === SCHEMA)) {
    const snapshots = await trino
      .query(`SELECT count(*) FROM ${CATALOG}.${SCHEMA}."orders$snapshots"`)
      .catch(() => [[0]]);
    if (Number(snapshots[0][0]) >= 2) {
      err(`lab: is there already, in ${CATALOG}.${SCHEMA}`);
      return;
    }
    // An earlier run was interrupted.
    await trino.query(`DROP SCHEMA ${CATALOG}.${SCHEMA} CASCADE`);
  }
  const started = Date.now();
  await runLab(trino, {
    catalog: CATALOG,
    schema: SCHEMA,
    listener: ({ title }) => err(`lab: ${title}`),
  });
  err(`lab: done in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

function demoText(
  appConfig: string,
  environment: Record<string, string>,
): string {
  const exports = Object.entries(environment).map(
    ([key, value]) => `export ${key}='${value}'`,
  );
  return `The TPC-H lab (docs/lab.md) is in ${CATALOG}.${SCHEMA}. To see it in the portal, put this into app-config.local.yaml:

${appConfig}
and start the portal with what it refers to:

${exports.join('\n')}
npm start
`;
}
