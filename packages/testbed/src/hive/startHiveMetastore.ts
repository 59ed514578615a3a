import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JvmProgram } from '../jvm';
import { recreateDatabase, type PostgresConnection } from '../postgres';
import { freePort, ServerProcess } from '../processes';
import { HiveMetastoreServer } from './HiveMetastoreServer';
import { type HiveMetastoreVersion, metastoreSchema } from './metastoreSchema';

/** Version of the metastore where nothing else is said. */
export const HIVE_METASTORE_VERSION = '4.0.1';

/** Where its libraries are named, and what is run of it. */
const PROGRAMS: Record<
  HiveMetastoreVersion,
  { pom: string; sources: string[]; args: (port: number) => string[] }
> = {
  '4.0.1': {
    pom: 'hive',
    sources: ['withparent', 'hive'],
    args: port => [
      'org.apache.hadoop.hive.metastore.HiveMetaStore',
      '-p',
      String(port),
    ],
  },
  '3.1.3': {
    pom: 'hive-3.1',
    sources: ['withparent', 'hive', 'hive31'],
    args: port => [
      'org.apache.hadoop.hive.metastore.LoopbackMetastore',
      String(port),
    ],
  },
};

const START_TIMEOUT_MS = 300_000;

/**
 * Starts a Hive Metastore, with a database of its own: one of this name that was there before goes. Fetched from Maven Central
 * on first use (215 MB). Listens on the loopback interface only. Folders of `s3://` are made by nobody: see `NoopFs`.
 *
 * @param options - `postgres`: where its database is made, `database` by name; `keepsDatabase`: it is there already, and another
 * metastore may be using it; `warehouse`: `s3://bucket/folder`; `framed`: it wants framed messages; `tls`: it encrypts, with a key
 * store in PKCS #12.
 * @throws MissingPrerequisiteError without Maven or a JDK 17 to 23.
 */
export async function startHiveMetastore(options: {
  postgres: PostgresConnection;
  database: string;
  warehouse: string;
  version?: HiveMetastoreVersion;
  keepsDatabase?: boolean;
  framed?: boolean;
  tls?: { keyStore: string; password: string };
}): Promise<HiveMetastoreServer> {
  const { version = HIVE_METASTORE_VERSION, framed, tls } = options;
  const database = options.keepsDatabase
    ? { ...options.postgres, database: options.database }
    : await recreateDatabase(
        options.postgres,
        options.database,
        await metastoreSchema(version),
      );
  const program = new JvmProgram({
    pom: PROGRAMS[version].pom,
    sources: PROGRAMS[version].sources,
    main: 'WithParent',
    memoryMb: 384,
  });
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'lakehouse-hive-'));
  const removeFiles = () => rm(directory, { recursive: true, force: true });
  try {
    await writeFile(
      join(directory, 'metastore-site.xml'),
      siteXml({
        'metastore.thrift.uris': `thrift://127.0.0.1:${port}`,
        'metastore.thrift.bind.host': '127.0.0.1',
        'metastore.warehouse.dir': options.warehouse,
        'fs.s3.impl': 'testbed.NoopFs',
        'fs.s3a.impl': 'testbed.NoopFs',
        'javax.jdo.option.ConnectionURL': `jdbc:postgresql://${database.host}:${database.port}/${database.database}`,
        'javax.jdo.option.ConnectionDriverName': 'org.postgresql.Driver',
        'javax.jdo.option.ConnectionUserName': database.user,
        'javax.jdo.option.ConnectionPassword': database.password,
        'metastore.expression.proxy':
          'org.apache.hadoop.hive.metastore.DefaultPartitionExpressionProxy',
        'metastore.task.threads.always':
          'org.apache.hadoop.hive.metastore.events.EventCleanerTask',
        'metastore.async.log.enabled': 'false',
        'metastore.housekeeping.threads.on': 'false',
        'metastore.compactor.initiator.on': 'false',
        'metastore.metrics.enabled': 'false',
        'metastore.thrift.framed.transport.enabled': String(framed ?? false),
        ...(tls && {
          'metastore.use.SSL': 'true',
          'metastore.keystore.path': tls.keyStore,
          'metastore.keystore.password': tls.password,
        }),
      }),
      { mode: 0o600 },
    );
    const { command, args } = await program.commandLine(
      PROGRAMS[version].args(port),
    );
    const process = await ServerProcess.start({
      name: 'hive',
      command,
      args: [
        `-Dmetastore.log.dir=${directory}`,
        '-Dmetastore.log.file=hive.log',
        ...args,
      ],
      env: { METASTORE_CONF_DIR: directory },
      keepsInputOpen: true,
      timeoutMs: START_TIMEOUT_MS,
      isReady: () => accepts(port),
      stopSignal: 'SIGKILL',
    });
    return new HiveMetastoreServer(port, process, removeFiles);
  } catch (error) {
    await removeFiles();
    throw error;
  }
}

function siteXml(properties: Record<string, string>): string {
  const escape = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<configuration>
${Object.entries(properties)
  .map(
    ([name, value]) =>
      `  <property><name>${name}</name><value>${escape(
        value,
      )}</value></property>`,
  )
  .join('\n')}
</configuration>
`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
