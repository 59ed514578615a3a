import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';

/** H8. */
export const hiveTrinoPair: LintRule = {
  id: 'H8',
  name: 'hive-trino-pair',
  severity: 'warning',
  summary: 'A pair of Trino and Hive Metastore with known trouble',
  consequence:
    'With Hive 4, Trino before 480 fails to ANALYZE and to insert timestamps into Hive tables; with Hive 3.1 and iceberg.hive-catalog.locking-enabled=false commits that are retried may overwrite those of others.',
  fix: 'Trino 480 or later with Hive 4; leave locking on with Hive 3.1.',
  source: 'trino#26214, #26338, #26656, #26360; Trino release 480',
  fixable: true,
  *check(context) {
    const versions = findHiveMetastores(context)
      .filter(({ serving }) => serving)
      .map(({ version }) => version ?? '');
    const hive4 = versions.find(version => /^4\./.test(version));
    const hive3 = versions.find(version => /^3\.1/.test(version));
    for (const node of context.trino)
      for (const catalog of node.catalogs) {
        const locking = catalog.property(
          'iceberg.hive-catalog.locking-enabled',
        );
        if (hive3 && locking?.value === 'false')
          yield {
            place: locking.place,
            object: catalog.object,
            severity: 'error',
            message: `Without locks, Hive ${hive3} has no atomic commit for Iceberg tables: concurrent commits may overwrite each other`,
            edits: locking.removal && [locking.removal],
          };
        const connector = catalog.property('connector.name')!;
        if (
          hive4 &&
          connector.value === 'hive' &&
          node.versionKnown &&
          node.version < 480
        )
          yield {
            place: connector.place,
            object: catalog.object,
            message: `Trino ${node.version} with Hive ${hive4}: ANALYZE and inserts of timestamps into Hive tables fail before 480`,
          };
      }
  },
};
