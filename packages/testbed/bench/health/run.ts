import { Report } from '../report/Report';
import { measure } from './measure';
import { Measurements } from './measurements/Measurements';
import { parseOptions, USAGE } from './options';
import { printCorrelations } from './printCorrelations';
import { buildTables } from './tables/buildTables';
import { readJudged } from './tables/readJudged';
import { SHAPES } from './tables/shapes';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const options = parseOptions(process.argv.slice(2));
  const report = new Report('Health: predicted and measured slowdown.');
  const measurements = new Measurements(options.measurements);
  if (!options.judgeOnly) {
    report.log(`tables in ${options.folder}`);
    const plans = SHAPES.map(({ plan }) => plan);
    const locations = await buildTables(options.folder, plans);
    measurements.writeTables(await judgedTables(options.folder, locations.s3));
    for (const engine of options.engines) {
      await measure(engine, options, locations, measurements, report);
    }
  }
  printCorrelations(report, measurements, options.engines);
  // A benchmark that can only pass shows nothing.
  if (!report.end()) process.exitCode = 1;
}

async function judgedTables(folder: string, locations: Map<string, string>) {
  return Object.fromEntries(
    await Promise.all(
      [...locations].map(async ([name, location]) => [
        name,
        await readJudged(folder, location),
      ]),
    ),
  );
}

main().catch(error => {
  process.exitCode = 1;
  throw error;
});
