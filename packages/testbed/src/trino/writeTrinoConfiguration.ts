import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What every Trino of the testbed gets from Java. */
export const TRINO_JVM_ARGS = [
  '-XX:ReservedCodeCacheSize=256M',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djdk.attach.allowAttachSelf=true',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '--add-modules=jdk.incubator.vector',
];

/** After the argument that stops at the quick compiler: of two, the later one holds. */
export const OPTIMIZED_JVM_ARG = '-XX:TieredStopAtLevel=4';

/** Writes a `NAME.properties` for each catalog. They may hold secrets: nobody else may read them. */
export async function writeCatalogs(
  directory: string,
  catalogs: Record<string, Record<string, string>>,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const [name, catalog] of Object.entries(catalogs))
    await writeFile(
      join(directory, `${name}.properties`),
      properties(catalog),
      { mode: 0o600 },
    );
}

/** Writes what the server of Trino's tarball reads from its folder `etc`. */
export async function writeTrinoConfiguration(options: {
  home: string;
  directory: string;
  port: number;
  memoryMb: number;
  config?: Record<string, string>;
  files?: Record<string, string>;
  nodeId?: string;
  optimized?: boolean;
}): Promise<void> {
  const { home, directory, port, memoryMb, nodeId = 'testbed' } = options;
  const etc = join(directory, 'etc');
  await mkdir(etc, { recursive: true });
  // Native libraries that it unpacks go away with the rest of its data.
  const temporary = join(directory, 'temporary');
  await mkdir(temporary, { recursive: true });
  const files: Record<string, string> = {
    'config.properties': properties({
      coordinator: 'true',
      'node-scheduler.include-coordinator': 'true',
      'http-server.http.port': String(port),
      'discovery.uri': `http://127.0.0.1:${port}`,
      'node.internal-address': '127.0.0.1',
      'plugin.dir': join(home, 'plugin'),
      // CREATE CATALOG at run time: each test has catalogs of its own.
      'catalog.management': 'dynamic',
      'query.max-memory': `${Math.floor(memoryMb / 2)}MB`,
      'query.max-memory-per-node': `${Math.floor(memoryMb * 0.35)}MB`,
      'memory.heap-headroom-per-node': `${Math.floor(memoryMb * 0.15)}MB`,
      ...options.config,
    }),
    'node.properties': properties({
      'node.environment': 'test',
      'node.id': nodeId,
      // Without it Trino listens on every address.
      'node.bind-ip': '127.0.0.1',
      'node.data-dir': join(directory, 'data'),
    }),
    'log.properties': properties({ 'io.trino': 'WARN' }),
    'jvm.config': [
      '-server',
      '-Xms256M',
      `-Xmx${memoryMb}M`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      ...TRINO_JVM_ARGS,
      `-Djava.io.tmpdir=${temporary}`,
      ...(options.optimized ? [OPTIMIZED_JVM_ARG] : []),
      '',
    ].join('\n'),
  };
  for (const [name, content] of Object.entries({ ...files, ...options.files }))
    await writeFile(join(etc, name), content.replaceAll('ETC', etc));
}

function properties(values: Record<string, string>): string {
  return `${Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;
}
