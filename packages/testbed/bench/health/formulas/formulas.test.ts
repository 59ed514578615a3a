import { join } from 'node:path';
import { Measurements } from '../measurements/Measurements';
import { type AmoroPartition, amoro, amoroScore } from './amoro';
import { floe } from './floe';
import { iceGuard } from './iceGuard';
import { lakekeeperWorst } from './lakekeeper';
import { nimtable } from './nimtable';
import { openHouse, openHouseScore } from './openHouse';
import { MB, type PublishedFormula } from './PublishedFormula';

const tables = new Measurements(
  join(__dirname, '..', 'measurements'),
).readTables();

function badness(formula: PublishedFormula, shape: string): number {
  const { files, metadata } = tables[shape];
  return formula.badness(files!, metadata);
}

function partition(
  files: number,
  fileBytes: number,
  deletedByPosition = 0,
): AmoroPartition {
  const records = files * 1000;
  return {
    files,
    bytes: files * fileBytes,
    records,
    equalityDeletes: 0,
    positionDeletes: records * deletedByPosition,
  };
}

describe('the published formulas', () => {
  it.each([
    ['1,000 files of 1 MB', partition(1_000, MB), 61],
    ['100,000 files of 100 KB', partition(100_000, 100 * 1024), 61],
    ['1,000 files of 1 MB, 20 % deleted', partition(1_000, MB, 0.2), 41],
    ['100 files of 128 MB, 20 % deleted', partition(100, 128 * MB, 0.2), 80],
    ['100 files of 128 MB, 90 % deleted', partition(100, 128 * MB, 0.9), 80],
    ['10,000 files of 90 MB', partition(10_000, 90 * MB), 98],
    ['one file of 100 KB', partition(1, 100 * 1024), 100],
    ['10 files of 1 MB', partition(10, MB), 97],
  ])('Amoro: %s', (_title, table, score) => {
    expect(amoroScore(table)).toBe(score);
  });

  it('Amoro calls 2,526 partitions of one tiny file perfect', () => {
    expect(badness(amoro, 'op_day')).toBe(0);
  });

  it('OpenHouse: four files of 133 MB gain 3 for 0.54 GB·hours', () => {
    expect(
      openHouseScore({ dataFiles: 4, dataBytes: 133_000_000n }),
    ).toBeCloseTo(5.6, 1);
    expect(badness(openHouse, 'f1000')).toBeGreaterThan(
      badness(openHouse, 'f100'),
    );
  });

  it('Lakekeeper: small files and many deletes are critical, the twin is healthy', () => {
    expect(badness(lakekeeperWorst, 'twin')).toBe(0);
    expect(badness(lakekeeperWorst, 'f500')).toBe(3);
    expect(badness(lakekeeperWorst, 'pd5')).toBe(3);
    expect(badness(lakekeeperWorst, 'sn500')).toBe(2);
    expect(badness(lakekeeperWorst, 'sn2000')).toBe(3);
    // Its files alone: how they lie, and in how many manifests, it does not see.
    expect(badness(lakekeeperWorst, 'mf100')).toBe(
      badness(lakekeeperWorst, 'f100'),
    );
    expect(badness(lakekeeperWorst, 'unsorted')).toBe(0);
  });

  it('Floe: 100 on the healthy twin, whose files are below 100 MB; deletes by rows and by files', () => {
    expect(badness(floe, 'twin')).toBe(100);
    expect(badness(floe, 'ed30')).toBe(200);
    expect(badness(floe, 'pdm1000')).toBe(200);
    expect(badness(floe, 'mf100')).toBe(150);
  });

  it('IceGuard: 2 on the healthy twin, whose files are below half its target', () => {
    expect(badness(iceGuard, 'twin')).toBe(2);
    expect(badness(iceGuard, 'f500')).toBe(5);
    expect(badness(iceGuard, 'sn500')).toBe(3);
  });

  it('Nimtable: flags small files from 16 on', () => {
    expect(badness(nimtable, 'twin')).toBe(0);
    expect(badness(nimtable, 'f20')).toBe(1);
    expect(badness(nimtable, 'ed30')).toBe(0);
  });
});
