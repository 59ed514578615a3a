import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HIVE_METASTORE_VERSION } from '../../../hive';
import { JvmProgram } from '../../../jvm';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../../../processes';
import type { LocalImage } from '../LocalImage';
import { javaFiles } from './javaFiles';
import { SHELL_PROGRAMS } from './shell';

/**
 * The Hive Metastore in place of `apache/hive`: the same variables (`SERVICE_NAME`, `DB_DRIVER`, `IS_RESUME`,
 * `SERVICE_OPTS`, `HIVE_CUSTOM_CONF_DIR`), user, port and `schematool`. Unlike that one it has no HiveServer2 and no Derby, it
 * brings the driver of PostgreSQL, and folders in S3 are taken to be there: it has no client for S3, which a metastore needs
 * only to make and look for them.
 *
 * @throws MissingPrerequisiteError without Maven or a JDK 17 to 23.
 */
export async function hiveImage(
  name: string = `apache/hive:${HIVE_METASTORE_VERSION}`,
): Promise<LocalImage> {
  const { files, java, classPath } = await javaFiles(
    new JvmProgram({
      ...{ pom: 'hive', sources: ['withparent', 'hive'], main: 'WithParent' },
    }),
  );
  const run = `exec ${java} --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED -XX:MaxRAMPercentage=50 -Dmetastore.log.dir=/tmp -Dmetastore.log.file=metastore.log`;
  const path = `-cp '/opt/app/settings:${classPath}'`;
  return {
    name,
    files: { ...files, '/opt/hive/scripts': await schemaScripts() },
    texts: {
      '/opt/app/settings/core-site.xml': { text: CORE_SITE },
      '/opt/hive/bin/schematool': {
        text: `#!/bin/bash
${run} ${path} org.apache.hadoop.hive.metastore.tools.schematool.MetastoreSchemaTool "$@"
`,
        executable: true,
      },
      '/opt/hive/bin/metastore': {
        text: `#!/bin/bash
${run} \${HADOOP_CLIENT_OPTS:-} \${SERVICE_OPTS:-} ${path} org.apache.hadoop.hive.metastore.HiveMetaStore -p "\${METASTORE_PORT:-9083}"
`,
        executable: true,
      },
      '/entrypoint.sh': { text: ENTRYPOINT, executable: true },
    },
    programs: SHELL_PROGRAMS.concat('ln'),
    user: { name: 'hive', uid: 1000, gid: 1000, home: '/home/hive' },
    writable: ['/home/hive', '/opt/hive/conf'],
    workingDirectory: '/opt/hive',
    entrypoint: ['/bin/bash', '-c', '/entrypoint.sh'],
    env: {
      PATH: '/opt/hive/bin:/usr/local/bin:/usr/bin:/bin',
      ...{ HIVE_HOME: '/opt/hive', METASTORE_HOME: '/opt/hive' },
      ...{ HIVE_CONF_DIR: '/opt/hive/conf' },
      METASTORE_CONF_DIR: '/opt/hive/conf',
    },
  };
}

/** What a pod sets instead is ignored. */
const CORE_SITE = `<configuration>
  <property><name>fs.s3.impl</name><value>testbed.NoopFs</value><final>true</final></property>
  <property><name>fs.s3a.impl</name><value>testbed.NoopFs</value><final>true</final></property>
</configuration>
`;

const ENTRYPOINT = `#!/bin/bash
set -euo pipefail
if [ -d "\${HIVE_CUSTOM_CONF_DIR:-}" ]; then
  find "$HIVE_CUSTOM_CONF_DIR" -type f -exec ln -sfn {} "$HIVE_CONF_DIR"/ \\;
fi
if [ "\${SERVICE_NAME:-}" != metastore ]; then
  echo "This image of the testbed has no service but metastore; SERVICE_NAME is \${SERVICE_NAME:-not set}" >&2
  exit 1
fi
if [ "\${IS_RESUME:-false}" = false ]; then
  if ! schematool -dbType "\${DB_DRIVER:-postgres}" -initOrUpgradeSchema; then
    echo 'Schema initialization failed!' >&2
    exit 1
  fi
  echo 'Initialized schema successfully..'
fi
exec metastore
`;

/** A folder with `metastore/upgrade`, as in the archive of the metastore. */
async function schemaScripts(): Promise<string> {
  const version = HIVE_METASTORE_VERSION;
  return prepareOnce(
    cacheDirectory('hive', `scripts-${version}`),
    async temporary => {
      await runMaven(
        'copy',
        [
          `-Dartifact=org.apache.hive:hive-standalone-metastore-server:${version}:tar.gz:bin`,
          `-DoutputDirectory=${temporary}`,
        ],
        'Schema of the Hive Metastore',
      );
      const archive = join(
        temporary,
        `hive-standalone-metastore-server-${version}-bin.tar.gz`,
      );
      await runCommand(
        'tar',
        [
          ...['--extract', '--gzip', '--file', archive, '--wildcards'],
          ...['--directory', temporary],
          ...['--transform', 's|^[^/]*/scripts/||', '*/scripts/metastore/*'],
        ],
        { timeoutMs: 120_000 },
      );
      await rm(archive);
    },
  );
}
