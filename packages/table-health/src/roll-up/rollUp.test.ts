import fc from 'fast-check';
import { severityOf } from '../score/severityOf';
import { rollUp } from './rollUp';
import { rollUpBy } from './rollUpBy';

describe('rollUp', () => {
  it('counts by severity, and an unknown table as nothing else', () => {
    expect(
      rollUp([
        {
          severity: 'healthy',
          slowdown: 1,
          sizeBytes: 10,
          dataFiles: 2,
          reclaimableBytes: 4,
          reclaimableFiles: 3,
        },
        { severity: 'at-risk', slowdown: 2, sizeBytes: 5 },
        { severity: 'critical', slowdown: 11 },
        { severity: 'unknown', slowdown: 3, dataFiles: 1 },
      ]),
    ).toEqual({
      tables: 4,
      healthy: 1,
      atRisk: 1,
      critical: 1,
      unknown: 1,
      slow: 2,
      sizeBytes: 15,
      dataFiles: 3,
      reclaimableBytes: 4,
      reclaimableFiles: 3,
      reclaimableUnknown: 3,
    });
  });

  it('has no reclaimable bytes where none were computed', () => {
    expect(rollUp([{ severity: 'healthy' }])).not.toHaveProperty(
      'reclaimableBytes',
    );
    expect(rollUp([]).tables).toBe(0);
  });

  it('says of how many tables it is not known what can be reclaimed: 0 is known, and nothing is said where all are', () => {
    const nothing = { severity: 'healthy' as const, reclaimableBytes: 0 };
    expect(
      rollUp([nothing, { severity: 'healthy' }, { severity: 'unknown' }]),
    ).toMatchObject({ reclaimableBytes: 0, reclaimableUnknown: 2 });
    expect(rollUp([nothing])).not.toHaveProperty('reclaimableUnknown');
  });

  it('says how many files can be reclaimed, too, of the tables where they were counted', () => {
    const known = { reclaimableBytes: 10, reclaimableFiles: 2 };
    expect(
      rollUp([
        { severity: 'healthy', ...known },
        { severity: 'critical', ...known },
        { severity: 'healthy', reclaimableBytes: 5 },
      ]),
    ).toMatchObject({ reclaimableBytes: 25, reclaimableFiles: 4 });
    expect(
      rollUp([{ severity: 'healthy', reclaimableBytes: 5 }]),
    ).not.toHaveProperty('reclaimableFiles');
  });

  it('adds up over groups', () => {
    const item = fc.record({
      owner: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      severity: fc.constantFrom(
        'healthy' as const,
        'at-risk' as const,
        'critical' as const,
        'unknown' as const,
      ),
      dataFiles: fc.nat(1000),
    });
    fc.assert(
      fc.property(fc.array(item), items => {
        const groups = [...rollUpBy(items, ({ owner }) => owner).values()];
        const total = rollUp(items);
        for (const key of [
          'tables',
          'healthy',
          'atRisk',
          'critical',
          'unknown',
          'dataFiles',
        ] as const) {
          expect(groups.reduce((sum, group) => sum + group[key], 0)).toBe(
            total[key],
          );
        }
      }),
    );
  });
});

describe('severityOf', () => {
  it.each([
    [100, 'healthy'],
    [80, 'healthy'],
    [79, 'at-risk'],
    [50, 'at-risk'],
    [49, 'critical'],
    [0, 'critical'],
    [undefined, 'unknown'],
    [Number.NaN, 'unknown'],
  ])('calls a score of %p %s', (score, severity) => {
    expect(severityOf(score)).toBe(severity);
  });
});
