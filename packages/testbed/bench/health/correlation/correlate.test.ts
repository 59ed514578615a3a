import { predictSpeed, resolvePolicy } from '@lakehouse-portal/table-health';
import { COMMITTED } from '../options';
import { Measurements, type EngineName } from '../measurements/Measurements';
import { type Cure, CURES } from '../tables/cures';
import { correlate } from './correlate';

const measurements = new Measurements(COMMITTED);
const tables = measurements.readTables();

/** On the two versions of Trino, from the measurements that are kept beside the benchmark. */
describe.each<EngineName>(['trino', 'trino-next'])(
  'the health score, against what was measured on %s',
  engine => {
    const measured = measurements.read(engine)!;
    const found = correlate(measured, tables);

    it('ranks at least 30 shapes as they were measured', () => {
      expect(found.shapes.length).toBeGreaterThanOrEqual(30);
      expect(found.overall).toBeGreaterThanOrEqual(0.9);
    });

    it('ranks shapes and families of shapes that its curves have not seen', () => {
      expect(found.leaveOneOut).toBeGreaterThanOrEqual(0.9);
      expect(found.leaveOneFamilyOut).toBeGreaterThanOrEqual(0.85);
    });

    it('leads each published formula, even where a whole family is left out', () => {
      for (const { name, rho } of found.published)
        expect({ name, leads: rho < found.leaveOneFamilyOut }).toEqual({
          name,
          leads: true,
        });
    });
  },
);

describe('the cures', () => {
  const policy = resolvePolicy();
  const gained = ({ shape, simulate }: Cure) =>
    predictSpeed(tables[shape], policy) -
    predictSpeed(simulate(tables[shape]), policy);

  it('are sold as speed, all but the expiry of snapshots', () => {
    for (const cure of CURES)
      expect({ name: cure.name, isFaster: gained(cure) > 0 }).toEqual({
        name: cure.name,
        isFaster: cure.name !== 'expiry',
      });
  });
});
