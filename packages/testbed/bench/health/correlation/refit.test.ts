import { join } from 'node:path';
import {
  predictSpeed,
  resolvePolicy,
  speedCurves,
} from '@lakehouse-portal/table-health';
import { Measurements } from '../measurements/Measurements';
import { predictLeavingOut } from './leaveOut';
import { refit } from './refit';

const tables = new Measurements(
  join(__dirname, '..', 'measurements'),
).readTables();
const policy = resolvePolicy();

const factor = (points: number) => 10 ** (points / 100);
const asTheyAre = Object.entries(tables).map(([name, input]) => ({
  input,
  group: name,
  slowdown: factor(predictSpeed(input, policy)),
}));

/** Curves near those that we have, of the form that is fitted. */
const known = refit(asTheyAre);

/** Tables whose slowdowns follow them exactly. */
const samples = asTheyAre.map(sample => ({
  ...sample,
  slowdown: factor(predictSpeed(sample.input, policy, known)),
}));

describe('refit', () => {
  it('finds curves again from what they predict, without having seen them', () => {
    const curves = refit(samples);
    for (const { input, slowdown, group } of samples) {
      const off =
        predictSpeed(input, policy, curves) - 100 * Math.log10(slowdown);
      // A factor of 1.07.
      expect({ group, isFound: Math.abs(off) < 3 }).toEqual({
        group,
        isFound: true,
      });
    }
  });

  it('gives no curve that falls, and leaves the knots where they are', () => {
    const curves = refit(
      samples.map((sample, i) => ({ ...sample, slowdown: 1 + ((i * 7) % 5) })),
    );
    for (const name of Object.keys(curves) as Array<keyof typeof curves>) {
      const { knots } = curves[name];
      expect(knots.map(([input]) => input)).toEqual(
        speedCurves[name].knots.map(([input]) => input),
      );
      for (const [i, [, points]] of knots.entries())
        expect(points).toBeGreaterThanOrEqual(i > 0 ? knots[i - 1][1] : 0);
    }
  });

  it('predicts what is left out without looking at it', () => {
    const few = samples.filter(({ group }) => /^(f|ed|mf)\d+$/.test(group));
    const predicted = predictLeavingOut(few);
    const lied = predictLeavingOut(
      few.map(sample =>
        sample.group === 'f1000' ? { ...sample, slowdown: 1000 } : sample,
      ),
    );
    const position = few.findIndex(({ group }) => group === 'f1000');
    expect(lied[position]).toBe(predicted[position]);
    // The others did see it.
    expect(lied).not.toEqual(predicted);
  });
});
