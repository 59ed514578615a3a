import type { OrphanListing } from '../model';
import {
  DAY_MS,
  dayOf,
  NOW_MS,
  planInputOf,
} from '../__testUtils__/planInputOf';
import { planMaintenance } from './planMaintenance';

const operation = 'remove-orphan-files' as const;
const at = (name: string, days: number) => ({
  location: `s3://lake/raw/clicks/data/${name}`,
  sizeBytes: 100n,
  modifiedMs: NOW_MS - days * DAY_MS,
});

function planOf(listing: OrphanListing | string) {
  const { steps, declined } = planMaintenance(
    planInputOf([dayOf(0, 1, 100)], {
      input: {
        operations: [operation],
        ...(typeof listing === 'string'
          ? { orphansUnknown: listing }
          : { orphanFiles: { ...listing, listedAtMs: NOW_MS } }),
      },
    }),
  );
  return { step: steps[0], declined: declined[0] };
}

describe('a plan for orphan files', () => {
  it('holds those back that the engine can’t be trusted with, and says why', () => {
    const { step } = planOf({
      files: [at('a', 30), at('b', 12), at('c', 1)],
      spared: [{ reason: 'of another table', files: [at('d', 40)] }],
      olderThanMs: NOW_MS - 20 * DAY_MS,
      olderThanReason: 'The log is full.',
    });
    expect(step.units).toMatchObject([
      {
        olderThanMs: NOW_MS - 20 * DAY_MS,
        files: [{ location: at('a', 0).location }],
      },
    ]);
    expect(step.benefit).toMatchObject({ freedFiles: 1, freedBytes: '100' });
    expect(step.reason).toContain(
      '3 other files that nothing refers to are left alone: 1 (100 bytes) younger than 7 days, 1 (100 bytes) held back (see below), 1 (100 bytes) of another table. The log is full.',
    );
  });

  it('costs a table no points for files that a commit on its way may just have written', () => {
    const scoreOf = (days: number) =>
      planMaintenance(
        planInputOf([dayOf(0, 1, 100)], {
          input: {
            orphanFiles: { files: [at('a', days)], listedAtMs: NOW_MS },
          },
        }),
      ).scoreBefore!;
    expect(scoreOf(1)).toBe(scoreOf(30) + 1);
  });

  it('lists those too that an expiry before it leaves behind', () => {
    const { step } = planOf({
      files: [at('a', 30)],
      afterExpiry: [at('left', 30), at('young', 1)],
    });
    expect(step.benefit.freedFiles).toBe(2);
    expect(step.reason).toContain('1 of them is left behind by the expiry');
  });

  it('is not made where the engine must not be let loose, or nobody knows', () => {
    expect(
      planOf({ files: [at('a', 30)], refusal: 'Trino refuses it.' }).declined,
    ).toMatchObject({
      kind: 'cannot',
      reason: '1 orphan file of 100 bytes could go. Trino refuses it.',
    });
    expect(planOf('The store lists nothing.').declined).toMatchObject({
      kind: 'cannot',
      reason: expect.stringMatching(/^The store lists nothing\. No file goes/),
    });
  });
});
