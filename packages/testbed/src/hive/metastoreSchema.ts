import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';

/** Archives that have it, and its name in them. */
const SCHEMAS = {
  '4.0.1': {
    artifact: 'hive-standalone-metastore-server',
    file: 'hive-schema-4.0.0.postgres.sql',
  },
  '3.1.3': {
    artifact: 'hive-standalone-metastore',
    file: 'hive-schema-3.1.0.postgres.sql',
  },
};

/** Versions of the metastore that the testbed has. */
export type HiveMetastoreVersion = keyof typeof SCHEMAS;

/**
 * The tables that a metastore of this version wants to find in its database; it does not make them. They are in its
 * archive only (79 MB), of which nothing else is kept.
 *
 * @returns Statements of PostgreSQL.
 */
export async function metastoreSchema(
  version: HiveMetastoreVersion,
): Promise<string> {
  const { artifact, file } = SCHEMAS[version];
  const directory = await prepareOnce(
    cacheDirectory('hive', `schema-${version}`),
    async temporary => {
      await runMaven(
        'copy',
        [
          `-Dartifact=org.apache.hive:${artifact}:${version}:tar.gz:bin`,
          `-DoutputDirectory=${temporary}`,
        ],
        'Schema of the Hive Metastore',
      );
      const archive = join(temporary, `${artifact}-${version}-bin.tar.gz`);
      await runCommand(
        'tar',
        [
          ...['--extract', '--gzip', '--file', archive, '--wildcards'],
          ...['--directory', temporary, '--transform', 's|.*/||'],
          `*/upgrade/postgres/${file}`,
        ],
        { timeoutMs: 120_000 },
      );
      await rm(archive);
    },
  );
  return readFile(join(directory, file), 'utf8');
}
