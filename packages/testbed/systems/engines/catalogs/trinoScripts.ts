import type { Change, Script } from './changes';

const FIRST = `(1, 'Bern', DATE '2026-11-01'), (2, 'Thun', DATE '2026-11-01'), (3, NULL, DATE '2026-11-02'), (4, 'Chur', DATE '2026-12-24')`;
const SECOND = `(5, 'Visp', DATE '2026-11-02'), (6, 'Brig', NULL), (7, 'Biel', DATE '2026-11-01')`;

/** What Trino does to the table of this name for each change. */
export function trinoScripts(
  version: '476' | '483',
  table: (change: Change) => string,
): Record<Change, Script> {
  const create = (change: Change, formatVersion: number) =>
    `CREATE TABLE ${table(
      change,
    )} (id bigint NOT NULL, city varchar COMMENT 'Where', ordered_on date) WITH (format_version = ${formatVersion}, partitioning = ARRAY['month(ordered_on)'], sorted_by = ARRAY['id'])`;
  const insert = (change: Change, rows: string) =>
    `INSERT INTO ${table(change)} VALUES ${rows}`;
  const filled = (change: Change, formatVersion: number) => [
    create(change, formatVersion),
    insert(change, FIRST),
    insert(change, SECOND),
  ];
  return {
    created: { statements: filled('created', 1) },
    changed: {
      statements: [
        ...filled('changed', 2),
        `UPDATE ${table('changed')} SET city = 'Basel' WHERE id = 2`,
        `DELETE FROM ${table('changed')} WHERE id IN (3, 5)`,
        `MERGE INTO ${table(
          'changed',
        )} t USING (VALUES (1, 'Genf'), (9, 'Sion')) AS s(id, city) ON t.id = s.id WHEN MATCHED THEN UPDATE SET city = s.city WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.city, DATE '2026-10-31')`,
      ],
    },
    branched: {
      statements: [
        ...filled('branched', 2),
        `CREATE BRANCH audit IN TABLE ${table('branched')}`,
      ],
      refusal: /mismatched input 'BRANCH'|NOT_SUPPORTED|does not support/,
    },
    optimised: {
      statements: [
        ...filled('optimised', 2),
        `DELETE FROM ${table('optimised')} WHERE id = 1`,
        `ALTER TABLE ${table('optimised')} EXECUTE optimize`,
        insert('optimised', `(8, 'Olten', DATE '2026-11-03')`),
        `ALTER TABLE ${table('optimised')} EXECUTE optimize_manifests`,
      ],
    },
    vectors: {
      statements: [
        ...filled('vectors', 3),
        `DELETE FROM ${table('vectors')} WHERE id IN (1, 5)`,
        `UPDATE ${table('vectors')} SET city = 'Basel' WHERE id = 2`,
      ],
      ...(version === '476' && {
        refusal: /format_version must be between 1 and 2/,
      }),
    },
  };
}
