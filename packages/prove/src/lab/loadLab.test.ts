import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labSteps } from './labSteps';
import { loadLab } from './loadLab';

const PAGE = readFileSync(join(__dirname, '../../../../docs/lab.md'), 'utf8');
const PLACE = { catalog: 'rest', schema: 'lab', tpch: 'tpch' };

describe('The TPC-H lab', () => {
  it('is the one of the documentation, statement by statement', () => {
    const ofPage = [
      ...PAGE.matchAll(
        /^## ([^\n]+)\n(?:(?!^## )[^])*?^```sql\n([^]*?)\n```$/gm,
      ),
    ].map(([, title, sql]) => ({ title, sql }));
    expect(
      labSteps(PLACE).map(({ title, sql }) => ({
        title,
        // The page quotes no names that need none.
        sql: sql.replace(/"(rest|lab|tpch)"/g, '$1'),
      })),
    ).toEqual(ofPage);
  });

  it('is gone on with where it was: what was run before is left out, and the first snapshot is the one that there is', async () => {
    const asked: string[] = [];
    const session = {
      query: async (sql: string) => {
        asked.push(sql);
        const rows = /information_schema.*'(lab|orders)'$/s.test(sql)
          ? [[1]]
          : [];
        return { rows: sql.includes('$snapshots') ? [['42']] : rows };
      },
    };
    const answers = await loadLab(session as any, PLACE);
    expect(answers.filter(({ wasDone }) => wasDone)).toMatchObject([
      { title: 'Schema' },
      { title: 'Partitioned orders' },
    ]);
    expect(asked.at(-1)).toMatch(/FOR VERSION AS OF 42$/);
    expect(asked.some(sql => /CREATE TABLE .*orders/.test(sql))).toBe(false);
    expect(asked.some(sql => /CREATE TABLE .*customers/.test(sql))).toBe(true);
  });
});
