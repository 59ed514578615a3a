import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';

const FILE = 'hive-schema-4.0.0.postgres.sql';

/**
 * The tables that a metastore of this version wants to find in its database; it does not make them. They are in its
 * archive only (79 MB), of which nothing else is kept.
 *
 * @returns Statements of PostgreSQL.
 */
export async function metastoreSchema(version: string): Promise<string> {
  const directory = await prepareOnce(
    cacheDirectory('hive', `schema-${version}`),
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
          ...['--directory', temporary, '--transform', 's|.*/||'],
          `*/upgrade/postgres/${FILE}`,
        ],
        { timeoutMs: 120_000 },
      );
      await rm(archive);
    },
  );
  return readFile(join(directory, FILE), 'utf8');
}
