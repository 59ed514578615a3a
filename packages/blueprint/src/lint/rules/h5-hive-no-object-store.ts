import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';

/** H5. */
export const hiveNoObjectStore: LintRule = {
  id: 'H5',
  name: 'hive-no-object-store',
  severity: 'error',
  summary:
    'A Hive Metastore that knows no s3:// while the catalogs of Trino are in S3',
  consequence:
    'CREATE SCHEMA fails: "No FileSystem for scheme s3". Without metastore.warehouse.dir the schema "default" lies in the container\'s own disk.',
  fix: 'fs.s3.impl and fs.s3a.impl=org.apache.hadoop.fs.s3a.S3AFileSystem, fs.s3a.endpoint, path.style.access and keys, metastore.warehouse.dir=s3a://…; and hadoop-aws with its AWS bundle on the classpath.',
  source:
    "trino#22627; Hive image: hadoop-aws is not on the metastore's classpath",
  *check(context) {
    const inS3 = context.trino.some(({ catalogs }) =>
      catalogs.some(
        file =>
          file.property('hive.metastore.uri') !== undefined &&
          file.properties.some(({ key }) =>
            /^(hive\.s3\.|s3\.|fs\.(native-)?s3\.enabled)/.test(key),
          ),
      ),
    );
    for (const hive of findHiveMetastores(context)) {
      if (!hive.serving || !hive.official || hive.opaque) continue;
      if (!inS3 && !/s3a?:\/\//.test(hive.text)) continue;
      if (/fs\.s3a?\.(impl|endpoint|access)/.test(hive.text)) continue;
      yield {
        place: context.places.of(hive.container.value, 'image'),
        object: hive.workload.object,
        message: `The metastore's configuration has no fs.s3.impl or fs.s3a.*: CREATE SCHEMA with a location in S3 fails with "No FileSystem for scheme"`,
      };
    }
  },
};
