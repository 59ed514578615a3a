import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../report/Report';
import { timed } from '../report/statistics';
import { compareWithTwin } from './engines/compareWithTwin';
import type { Engine } from './engines/Engine';
import { openEmbedded } from './engines/openEmbedded';
import { startTrino, type TrinoEngine } from './engines/startTrino';
import type {
  EngineMeasurements,
  EngineName,
  Measurements,
} from './measurements/Measurements';
import type { Options } from './options';
import { bucketFolder, type buildTables } from './tables/buildTables';
import { CURES } from './tables/cures';
import { readJudged } from './tables/readJudged';
import { shapeNamed, TWIN } from './tables/shapes';

type Locations = Awaited<ReturnType<typeof buildTables>>;

/** Measures shapes and cures on one engine, and adds them to what was measured on it before, one by one. */
export async function measure(
  engineName: EngineName,
  options: Options,
  locations: Locations,
  measurements: Measurements,
  report: Report,
): Promise<void> {
  const trino =
    engineName === 'embedded'
      ? undefined
      : await startTrino(
          engineName === 'trino' ? '476' : '483',
          options.folder,
        );
  const engine: Engine = trino ?? (await openEmbedded(options.folder));
  try {
    const measured: EngineMeasurements = measurements.read(engineName) ?? {
      engine: engine.title,
      days: [],
      shapes: {},
      cures: {},
    };
    const today = new Date().toISOString().slice(0, 10);
    if (!measured.days.includes(today)) measured.days.push(today);
    const save = () => measurements.write(engineName, measured);
    await measureShapes(engine, options, locations, measured, save, report);
    if (trino && options.cures)
      await measureCures(trino, options, locations, measured, save, report);
  } finally {
    await engine.close();
  }
}

async function measureShapes(
  engine: Engine,
  options: Options,
  locations: Locations,
  measured: EngineMeasurements,
  save: () => void,
  report: Report,
): Promise<void> {
  const shapes = options.shapes.filter(
    ({ name, plan }) =>
      (engine.readsDeletionVectors || !plan.deletionVectors) &&
      !(options.missing && measured.shapes[name]),
  );
  if (shapes.length === 0) return;
  const names = [TWIN, ...shapes.map(({ name }) => name)];
  await engine.open(
    new Map(names.map(name => [name, locations[engine.store].get(name)!])),
  );
  await warmUp(engine, TWIN, names);
  for (const { name } of shapes) {
    const { ms, value } = await timed(() =>
      compareWithTwin(engine, name, TWIN, options.rounds),
    );
    measured.shapes[name] = value;
    save();
    report.log(
      `${engine.title}: ${name} ${value.slowdown.toFixed(2)}× (${(
        ms / 1000
      ).toFixed(0)} s)`,
    );
  }
}

/** Shows a server different kinds of tables until it has had time to compile what reads them. */
async function warmUp(
  engine: Engine,
  twin: string,
  others: string[],
): Promise<void> {
  const until = performance.now() + engine.warmUpMs;
  for (let i = 0; performance.now() < until; i++)
    await compareWithTwin(engine, others[i % others.length], twin, 1);
}

async function measureCures(
  trino: TrinoEngine,
  options: Options,
  locations: Locations,
  measured: EngineMeasurements,
  save: () => void,
  report: Report,
): Promise<void> {
  const sick = (name: string) => `cure_${name}`;
  await trino.open(
    new Map([
      ['cure_twin', locations.s3.get(TWIN)!],
      ...CURES.map(({ name, shape }): [string, string] => [
        sick(name),
        locations.s3.get(shapeNamed(shape).name)!,
      ]),
    ]),
  );
  if (options.shapes.length === 0)
    await warmUp(
      trino,
      'cure_twin',
      CURES.map(({ name }) => sick(name)),
    );
  const cures = CURES.filter(
    ({ name }) => !(options.missing && measured.cures[name]),
  );
  for (const { name, shape, statements, deletes } of cures) {
    const table = sick(name);
    const compare = () =>
      compareWithTwin(trino, table, 'cure_twin', options.rounds);
    const before = await compare();
    const { ms } = await timed(async () => {
      for (const action of statements) await trino.alter(table, action);
    });
    const after = await compare();
    measured.cures[name] = {
      before,
      after,
      seconds: Math.round(ms / 100) / 10,
      judgedAfter: await readJudged(
        options.folder,
        await trino.metadataOf(table),
      ),
    };
    save();
    report.log(
      `${trino.title}: ${name} ${before.slowdown.toFixed(
        2,
      )}× → ${after.slowdown.toFixed(2)}×`,
    );
    if (deletes)
      await rm(join(bucketFolder(options.folder), 'tables', 's3', shape), {
        recursive: true,
      });
  }
}
