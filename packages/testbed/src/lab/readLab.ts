import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PAGE = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  '../../docs/lab.md',
);

/** What the page writes for the place of the lab, and for the first snapshot. */
const PLACE = 'rest.lab';
const FIRST_SNAPSHOT = '1234567890123456789';

/** A statement of the lab. */
export interface LabStep {
  /** Heading of the page. */
  title: string;
  sql: string;
}

/**
 * The statements of `docs/lab.md`, in their order.
 *
 * @param place - Catalog and schema: `rest.lab`.
 * @throws Error when the page holds none, or two below one heading.
 */
export async function readLab(place: string = PLACE): Promise<LabStep[]> {
  return parseLab(await readFile(PAGE, 'utf8'), place);
}

/** The statements of a page: one `sql` block below each heading that has one. */
export function parseLab(page: string, place: string = PLACE): LabStep[] {
  const steps = page
    .split(/^## /m)
    .slice(1)
    .map(section => ({
      title: section.slice(0, section.indexOf('\n')).trim(),
      blocks: [...section.matchAll(/^```sql\n(.*?)\n```$/gms)],
    }))
    .filter(({ blocks }) => blocks.length > 0)
    .map(({ title, blocks }) => {
      if (blocks.length > 1)
        throw new Error(`The lab has two statements below "${title}"`);
      return {
        title,
        sql: blocks[0][1]
          .replaceAll(`${PLACE}.`, `${place}.`)
          .replace(new RegExp(`^(CREATE SCHEMA) ${PLACE}$`), `$1 ${place}`),
      };
    });
  if (steps.length === 0) throw new Error('The lab has no statements');
  return steps;
}

/** The statement with the id of the table's first snapshot in place of the page's. */
export function withFirstSnapshot(sql: string, snapshotId: string): string {
  return sql.replaceAll(FIRST_SNAPSHOT, snapshotId);
}
