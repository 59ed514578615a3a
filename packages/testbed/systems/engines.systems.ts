import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitPage } from './engines/catalogs/CatalogRows';
import { compareTable, notCompared } from './engines/compareTable';
import type { Engine, Outcome } from './engines/Engine';
import { ENGINES } from './engines/engines';
import { keepTable, KEPT } from './engines/engineFixtures';
import { EnginesPage } from './engines/EnginesPage';
import { FEATURE_NAMES, FEATURES, type Feature } from './engines/features';
import { readOurs } from './engines/readOurs';
import type { TableReport } from './engines/TableReport';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'engines.md');
/** Set to write the page anew instead of comparing it. */
const UPDATES_PAGE = process.env.UPDATE_ENGINES_PAGE === '1';

/** Set to keep the tables of `KEPT` as fixtures of the package table-metadata. */
const UPDATES_FIXTURES = process.env.UPDATE_ENGINE_FIXTURES === '1';

/** Tables that their writer spoiled, with the number of broken manifests: the reader must name each, and not make figures up. */
const SPOILED: Array<{ engine: string; feature: Feature; manifests: number }> =
  [
    {
      engine: 'Iceberg Java 1.11',
      feature: 'partition_by_fixed',
      manifests: 2,
    },
    { engine: 'Flink 2.0.0', feature: 'partition_by_fixed', manifests: 1 },
  ];

const page = new EnginesPage(ENGINES);

describe.each(ENGINES.map(engine => [engine.title, engine] as const))(
  'Tables that %s wrote',
  (_title, engine: Engine) => {
    let warehouse: string;
    let outcomes: Map<Feature, Outcome>;

    beforeAll(async () => {
      warehouse = await mkdtemp(join(tmpdir(), 'lakehouse-engine-'));
      outcomes = await engine.write(warehouse);
    }, 1_800_000);

    afterAll(async () => {
      await rm(warehouse, { recursive: true, force: true });
    });

    it.each(FEATURE_NAMES.map(name => [FEATURES[name], name] as const))(
      '%s',
      async (_feature, name) => {
        const outcome = outcomes.get(name) ?? {
          error: 'It did not even try',
        };
        const refusal = engine.cannot[name];
        if (refusal) {
          expect(outcome.error).toMatch(refusal);
          page.add(engine, name, 'cannot write');
          return;
        }
        expect(outcome.error).toBeUndefined();
        const spoiled = SPOILED.find(
          known => known.engine === engine.name && known.feature === name,
        );
        if (spoiled) {
          await expectGapsNamed(outcome.report!, warehouse, spoiled.manifests);
          page.add(engine, name, 'spoiled');
          return;
        }
        await expectEqual(outcome.report!, warehouse, engine.unsaid);
        if (outcome.witness) await expectEqual(outcome.witness, warehouse, []);
        page.add(engine, name, 'equal');
        if (UPDATES_FIXTURES && KEPT[engine.name]?.includes(name)) {
          await keepTable(engine.name, name, {
            writtenAt: warehouse,
            reports: [
              outcome.report!,
              ...(outcome.witness ? [outcome.witness] : []),
            ],
          });
        }
      },
    );
  },
);

describe('docs/engines.md', () => {
  it('says what this run found (UPDATE_ENGINES_PAGE=1 npm run test:systems writes it anew)', async () => {
    // Tests of engines in catalogs compare, and write, their own rows.
    const { table } = splitPage(await readFile(PAGE, 'utf8'));
    const found = page.markdown(table);
    if (UPDATES_PAGE) await writeFile(PAGE, found);
    expect(await readFile(PAGE, 'utf8')).toBe(found);
  });
});

/** Everything that is said of the table is what we say, and nothing that we say is left without a witness. */
async function expectEqual(
  report: TableReport,
  warehouse: string,
  unsaid: string[],
): Promise<void> {
  const ours = await readOurs(report.metadataLocation, warehouse);
  const facets = Object.entries(compareTable(ours, report));
  expect(
    Object.fromEntries(facets.map(([name, both]) => [name, both.ours])),
  ).toEqual(
    Object.fromEntries(facets.map(([name, both]) => [name, both.theirs])),
  );
  expect(
    notCompared(ours, report).filter(key => !unsaid.includes(key)),
  ).toEqual([]);
}

/** A manifest that breaks the Avro format can't be read, or gives a number that can't be: either is said. */
async function expectGapsNamed(
  report: TableReport,
  warehouse: string,
  manifests: number,
): Promise<void> {
  const { inspection } = await readOurs(report.metadataLocation, warehouse, {
    isSpoiled: true,
  });
  expect(inspection.files).toMatchObject({ incomplete: true });
  const warnings = inspection.warnings as Array<{
    code: string;
    location: string;
  }>;
  expect(new Set(warnings.map(({ location }) => location)).size).toBe(
    manifests,
  );
  for (const { code } of warnings)
    expect(['file-number-unsound', 'manifest-unreadable']).toContain(code);
}
