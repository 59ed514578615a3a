import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedSystem, TrinoStatements, uniqueName } from '../../../src';
import { CHANGE_NAMES, CHANGES, type Change, type Outcome } from './changes';
import { CatalogRows } from './CatalogRows';
import { connectAll } from './connectAll';
import type { LakeCatalog } from './LakeCatalog';
import { type Reading, TableReaders } from './TableReaders';
import type { Place, Writer } from './Writer';
import { inTrino, WRITERS } from './writers';

const PAGE = join(
  __dirname,
  '..',
  '..',
  '..',
  '..',
  '..',
  'docs',
  'engines.md',
);
/** Set to write the page anew instead of comparing it. */
const UPDATES_PAGE = process.env.UPDATE_ENGINES_PAGE === '1';

/**
 * Tests: every engine changes tables in this catalog; every way to them gives the same numbers. The rows of the catalog in
 * docs/engines.md are what was found.
 */
// eslint-disable-next-line jest/no-export -- no test file itself: those of the catalogs have these tests in common
export function describeEnginesIn(catalog: LakeCatalog): void {
  describe(`Tables that engines wrote in a catalog: ${catalog.title}`, () => {
    const schema = uniqueName('engines');
    const rows = new CatalogRows(
      catalog.title,
      WRITERS.map(({ name }) => name),
    );
    const outcomes = new Map<string, Record<Change, Outcome>>();
    const readings = new Map<string, Reading | Error>();
    let readers: TableReaders;

    const tableOf = (writer: Writer) => (change: Change) =>
      `${writer.key}_${change}`;

    beforeAll(async () => {
      const connections = await connectAll(catalog);
      const trino = new TrinoStatements((await sharedSystem('trino')).url);
      await inTrino(trino, { catalog, connections }, name =>
        trino.query(`CREATE SCHEMA ${name}.${schema}`),
      );
      readers = await TableReaders.open(catalog, connections);
      // Read as soon as they are written: most of the time is spent waiting for another server.
      await Promise.all(
        WRITERS.map(async writer => {
          const place: Place = {
            ...{ catalog, connections, schema },
            table: tableOf(writer),
          };
          const written = await writer.write(place);
          outcomes.set(writer.name, written);
          for (const change of CHANGE_NAMES) {
            if (written[change].error !== undefined) continue;
            const table = place.table(change);
            readings.set(
              table,
              await readers
                .read(schema, table, change)
                .catch(error => error as Error),
            );
          }
        }),
      );
    }, 1_800_000);

    afterAll(() => readers?.close());

    describe.each(WRITERS.map(writer => [writer.name, writer] as const))(
      '%s',
      (_name, writer) => {
        it.each(CHANGE_NAMES.map(change => [CHANGES[change], change] as const))(
          '%s',
          (_title, change) => {
            const outcome = outcomes.get(writer.name)![change];
            const refusal = writer.refusals(catalog)[change];
            const ignored = catalog.ignored?.[change];
            if (outcome.error !== undefined || (refusal && !ignored)) {
              expect(outcome.error).toMatch(refusal ?? ignored?.error ?? /^$/);
              rows.add(writer.name, change, refusal ? '–' : ignored!.says);
              return;
            }
            const reading = readings.get(tableOf(writer)(change));
            if (!reading || reading instanceof Error) throw reading;
            const { liveRecords, others } = reading;
            expect(liveRecords).toBe(BigInt(outcome.rows));
            for (const { way, theirs, ours } of others)
              expect({ way, ...theirs }).toEqual({ way, ...ours });
            expect({ change, hasHappened: reading.hasHappened }).toEqual({
              change,
              hasHappened: ignored === undefined,
            });
            rows.add(writer.name, change, ignored?.says ?? 'equal');
          },
        );
      },
    );

    it('docs/engines.md says what this run found (UPDATE_ENGINES_PAGE=1 npm run test:systems writes it anew)', async () => {
      if (UPDATES_PAGE)
        await writeFile(PAGE, rows.putInto(await readFile(PAGE, 'utf8')));
      expect(
        CatalogRows.in(await readFile(PAGE, 'utf8'), catalog.title),
      ).toEqual(rows.found());
    });
  });
}
