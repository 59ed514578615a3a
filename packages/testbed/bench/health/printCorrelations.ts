import type { Report } from '../report/Report';
import type { EngineName, Measurements } from './measurements/Measurements';
import { correlate, type Correlations } from './correlation/correlate';
import { compareCures } from './correlation/compareCures';

const LEAVE_ONE_OUT_GOAL = 0.9;
const LEAVE_ONE_FAMILY_OUT_GOAL = 0.85;

/** Prints what was predicted beside what was measured, and how well their ranks agree, for each engine. */
export function printCorrelations(
  report: Report,
  measurements: Measurements,
  engines: EngineName[],
): void {
  const tables = measurements.readTables();
  for (const name of engines) {
    const measured = measurements.read(name);
    if (!measured || Object.keys(measured.shapes).length === 0) {
      report.line(`\n${name}: nothing measured.`);
      continue;
    }
    const found = correlate(measured, tables);
    report.line(`\n${measured.engine}, measured ${measured.days.join(', ')}`);
    printShapes(report, found);
    printRanks(report, found);
    for (const cure of compareCures(measured, tables))
      report.line(
        `  ${cure.title}: predicted ${factor(cure.predictedBefore)} → ${factor(
          cure.predictedAfter,
        )}, measured ${factor(cure.before)} → ${factor(cure.after)} (${
          cure.seconds
        } s)`,
      );
    // The curves are those of a Trino: how they do elsewhere is said, not promised.
    if (name !== 'embedded') addGoals(report, measured.engine, found);
  }
}

function printShapes(report: Report, { shapes }: Correlations): void {
  report.line(
    '\n| Shape | Measured | Predicted | Leave-one-out | Family left out | Score |\n|:--|--:|--:|--:|--:|--:|',
  );
  for (const shape of shapes) {
    report.line(
      `| ${shape.title} | ${factor(shape.measured)} | ${factor(
        shape.predicted,
      )} | ${factor(shape.leaveOneOut)} | ${factor(
        shape.leaveOneFamilyOut,
      )} | ${shape.score} |`,
    );
  }
}

function printRanks(report: Report, found: Correlations): void {
  report.line('\n| Rank correlation with what was measured | ρ |\n|:--|--:|');
  const rows: Array<[string, number]> = [
    ['ours, curves as they are, by predicted slowdown', found.overall],
    ['ours, by score', found.byScore],
    ['ours, leave-one-out', found.leaveOneOut],
    ['ours, leave-one-family-out', found.leaveOneFamilyOut],
    ...found.published.map(({ name, rho }): [string, number] => [name, rho]),
  ];
  for (const [name, rho] of rows)
    report.line(`| ${name} | ${rho.toFixed(2)} |`);
  report.line(
    `\nTypical error of the factor: ${factor(
      found.typicalError,
    )}; leave-one-out ${factor(found.typicalErrorLeftOut)}.`,
  );
}

function addGoals(report: Report, engine: string, found: Correlations): void {
  report.goal({
    name: `${engine}, leave-one-out`,
    measured: found.leaveOneOut,
    atLeast: LEAVE_ONE_OUT_GOAL,
    unit: '',
  });
  report.goal({
    name: `${engine}, leave-one-family-out`,
    measured: found.leaveOneFamilyOut,
    atLeast: LEAVE_ONE_FAMILY_OUT_GOAL,
    unit: '',
  });
  report.goal({
    name: `${engine}, lead over the best published formula, leave-one-family-out`,
    measured:
      found.leaveOneFamilyOut -
      Math.max(...found.published.map(({ rho }) => rho)),
    atLeast: 0,
    unit: '',
  });
}

function factor(value: number): string {
  return `${value.toFixed(2)}×`;
}
