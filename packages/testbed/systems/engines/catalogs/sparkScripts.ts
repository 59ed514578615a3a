import type { Change, Script } from './changes';

const FIRST = `(1, 'Bern', DATE '2026-11-01'), (2, 'Thun', DATE '2026-11-01'), (3, NULL, DATE '2026-11-02'), (4, 'Chur', DATE '2026-12-24')`;
const SECOND = `(5, 'Visp', DATE '2026-11-02'), (6, 'Brig', NULL), (7, 'Biel', DATE '2026-11-01')`;

/**
 * What Spark does to the table of this name for each change.
 *
 * @param catalog - Its name, for procedures; the table's own is `catalog.schema.table`.
 */
export function sparkScripts(
  catalog: string,
  table: (change: Change) => string,
): Record<Change, Script> {
  const create = (change: Change, formatVersion: number) =>
    `CREATE TABLE ${table(
      change,
    )} (id bigint NOT NULL, city string COMMENT 'Where', ordered_on date) USING iceberg PARTITIONED BY (months(ordered_on)) TBLPROPERTIES ('format-version' = '${formatVersion}', 'write.delete.mode' = 'merge-on-read', 'write.update.mode' = 'merge-on-read', 'write.merge.mode' = 'merge-on-read')`;
  const insert = (change: Change, rows: string, branch: string = '') =>
    `INSERT INTO ${table(change)}${branch} VALUES ${rows}`;
  const filled = (change: Change, formatVersion: number) => [
    create(change, formatVersion),
    insert(change, FIRST),
    insert(change, SECOND),
  ];
  const inCatalog = (change: Change) =>
    `'${table(change).split('.').slice(1).join('.')}'`;
  return {
    created: { statements: filled('created', 1) },
    changed: {
      statements: [
        ...filled('changed', 2),
        `UPDATE ${table('changed')} SET city = 'Basel' WHERE id = 2`,
        `DELETE FROM ${table('changed')} WHERE id IN (3, 5)`,
        `MERGE INTO ${table(
          'changed',
        )} t USING (SELECT * FROM VALUES (1L, 'Genf'), (9L, 'Sion') AS s(id, city)) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET city = s.city WHEN NOT MATCHED THEN INSERT (id, city, ordered_on) VALUES (s.id, s.city, DATE '2026-10-31')`,
      ],
    },
    branched: {
      statements: [
        ...filled('branched', 2),
        `ALTER TABLE ${table('branched')} CREATE TAG v1 RETAIN 30 DAYS`,
        `ALTER TABLE ${table(
          'branched',
        )} CREATE BRANCH audit RETAIN 100 DAYS WITH SNAPSHOT RETENTION 5 SNAPSHOTS 7 DAYS`,
        insert('branched', `(8, 'Olten', DATE '2026-11-03')`, '.branch_audit'),
        insert('branched', `(9, 'Sion', DATE '2026-11-04')`),
      ],
    },
    optimised: {
      statements: [
        ...filled('optimised', 2),
        `DELETE FROM ${table('optimised')} WHERE id = 1`,
        `CALL ${catalog}.system.rewrite_data_files(table => ${inCatalog(
          'optimised',
        )}, options => map('rewrite-all', 'true'))`,
        insert('optimised', `(8, 'Olten', DATE '2026-11-03')`),
        `CALL ${catalog}.system.rewrite_manifests(${inCatalog('optimised')})`,
      ],
    },
    vectors: {
      statements: [
        ...filled('vectors', 3),
        `DELETE FROM ${table('vectors')} WHERE id IN (1, 5)`,
        `UPDATE ${table('vectors')} SET city = 'Basel' WHERE id = 2`,
      ],
    },
  };
}
