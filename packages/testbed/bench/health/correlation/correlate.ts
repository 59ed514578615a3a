import {
  type HealthInput,
  judge,
  resolvePolicy,
} from '@lakehouse-portal/table-health';
import { median } from '../../report/statistics';
import { PUBLISHED_FORMULAS } from '../formulas';
import type { EngineMeasurements } from '../measurements/Measurements';
import { type Family, SHAPES } from '../tables/shapes';
import { type GroupedSample, predictLeavingOut } from './leaveOut';
import { spearman } from './spearman';

/** How well predictions and measurements agree, on one engine. */
export interface Correlations {
  /** Slowest first. */
  shapes: ShapeResult[];
  /** Spearman's ρ of the predicted slowdown, by the curves as they are. */
  overall: number;
  /** Of the score, promises among its costs. */
  byScore: number;
  /** Each shape predicted by curves that were fitted to all others. */
  leaveOneOut: number;
  /** Each family of shapes predicted by curves that were fitted to all other families. */
  leaveOneFamilyOut: number;
  /** Median of how far predictions are off, as a factor. */
  typicalError: number;
  typicalErrorLeftOut: number;
  published: Array<{ name: string; rho: number }>;
}

/** Factors, and the score of 0 to 100. */
export interface ShapeResult {
  name: string;
  title: string;
  family: Family;
  measured: number;
  predicted: number;
  leaveOneOut: number;
  leaveOneFamilyOut: number;
  score: number;
}

/**
 * @param measured - Shapes that are not among ours any more are left out.
 * @param tables - What the judge has to know, by the name of the shape.
 */
export function correlate(
  measured: EngineMeasurements,
  tables: Record<string, HealthInput>,
): Correlations {
  const known = SHAPES.filter(({ name }) => measured.shapes[name]);
  const slowdowns = known.map(({ name }) => measured.shapes[name].slowdown);
  const inputs = known.map(({ name }) => tables[name]);
  const samples = (group: (i: number) => string): GroupedSample[] =>
    inputs.map((input, i) => ({
      input,
      slowdown: slowdowns[i],
      group: group(i),
    }));
  const policy = resolvePolicy();
  const verdicts = inputs.map(input => judge(input, policy));
  const predicted = verdicts.map(({ slowdown }) => slowdown);
  const leftOut = factors(predictLeavingOut(samples(i => known[i].name)));
  const familyLeftOut = factors(
    predictLeavingOut(samples(i => known[i].family)),
  );
  const shapes = known.map(
    ({ name, title, family }, i): ShapeResult => ({
      name,
      title,
      family,
      measured: slowdowns[i],
      predicted: predicted[i],
      leaveOneOut: leftOut[i],
      leaveOneFamilyOut: familyLeftOut[i],
      score: verdicts[i].score ?? 0,
    }),
  );
  return {
    shapes: shapes.sort((a, b) => b.measured - a.measured),
    overall: spearman(predicted, slowdowns),
    byScore: spearman(
      verdicts.map(({ score }) => -(score ?? 0)),
      slowdowns,
    ),
    leaveOneOut: spearman(leftOut, slowdowns),
    leaveOneFamilyOut: spearman(familyLeftOut, slowdowns),
    typicalError: typicalError(predicted, slowdowns),
    typicalErrorLeftOut: typicalError(leftOut, slowdowns),
    published: PUBLISHED_FORMULAS.map(({ name, badness }) => ({
      name,
      rho: spearman(
        inputs.map(({ files, metadata }) => badness(files!, metadata)),
        slowdowns,
      ),
    })),
  };
}

function factors(points: number[]): number[] {
  return points.map(value => 10 ** (value / 100));
}

function typicalError(predicted: number[], measured: number[]): number {
  return Math.exp(
    median(
      predicted.map((value, i) => Math.abs(Math.log(value / measured[i]))),
    ),
  );
}
