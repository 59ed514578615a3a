import {
  TRINO_NEXT_VERSION,
  TRINO_VERSION,
  TrinoServer,
  type TrinoVersion,
} from '../../trino';
import {
  type RunningSystem,
  type System,
  type SystemContext,
  VERIFIED_BY_MAVEN,
} from '../System';

/** Files on this machine, without any other process. */
function filesCatalog(directory: string): Record<string, string> {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
    'fs.native-local.enabled': 'true',
    'local.location': directory,
    'hive.metastore.catalog.dir': 'local:///metastore',
  };
}

async function start<N extends 'trino' | 'trino-next'>(
  version: TrinoVersion,
  { directory }: SystemContext,
): Promise<RunningSystem<N>> {
  const server = await TrinoServer.start(
    { tpch: { 'connector.name': 'tpch' }, files: filesCatalog(directory) },
    { version },
  );
  return {
    connection: { url: server.url, version, user: 'testbed' },
    stop: () => server.stop(),
  };
}

export const trino: System<'trino'> = {
  title: `Trino ${TRINO_VERSION}`,
  needs: [],
  fetched: '560 MB from Maven Central: its server, Iceberg, TPC-H',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 24 or newer'],
  start: context => start(TRINO_VERSION, context),
};

export const trinoNext: System<'trino-next'> = {
  title: `Trino ${TRINO_NEXT_VERSION}, from jars`,
  needs: [],
  fetched: '480 MB from Maven Central, 472 files',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 25 or newer'],
  start: context => start(TRINO_NEXT_VERSION, context),
};
