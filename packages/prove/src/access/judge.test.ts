import type { AccessOutcome } from '../model';
import { judge } from './judge';
import type { Observation } from './Observation';
import { compareRows } from './observeMade';

const OBSERVED: Observation[] = (
  ['stored', 'other', 'fewer', 'nothing', 'written'] as const
).map(kind => ({ kind, detail: `seen ${kind}` }));
OBSERVED.push({ kind: 'refused', message: 'Access Denied' });

const PROMISES: Array<[AccessOutcome, Observation['kind']]> = [
  ['masked', 'other'],
  ['visible', 'stored'],
  ['refused', 'refused'],
  ['filtered', 'fewer'],
  ['writable', 'written'],
  ['not-writable', 'refused'],
];

describe('a promise of access rules', () => {
  it.each(PROMISES)(
    '%s is kept by %s, and by nothing else',
    (promise, kind) => {
      const expectation = {
        user: 'ann',
        schema: 'silver',
        table: 'customers',
        column: 'email',
        expectation: promise,
      };
      for (const observation of OBSERVED) {
        if (observation.kind === kind) {
          expect(judge(expectation, observation)).toMatch(/seen|Access Denied/);
        } else {
          expect(() => judge(expectation, observation)).toThrow(
            /column email of silver\.customers has to be .* for ann: /,
          );
        }
      }
    },
  );
});

describe('what a user saw', () => {
  const stored = new Map([
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ]);

  it.each<[string, Array<[string, string]>, Observation['kind']]>([
    ['the stored values', [...stored], 'stored'],
    ['the stored values of some rows', [['2', 'b']], 'stored'],
    ['nothing', [], 'nothing'],
    ['one value for all', [...stored.keys()].map(key => [key, '*']), 'other'],
    // Each value is stored somewhere, but not there.
    [
      'values of other rows',
      [
        ['1', 'b'],
        ['2', 'a'],
      ],
      'other',
    ],
    [
      'one masked row',
      [
        ['1', '*'],
        ['2', 'b'],
        ['3', 'c'],
      ],
      'other',
    ],
  ])('%s', (_, seen, kind) => {
    expect(compareRows(stored, new Map(seen), 'ann').kind).toBe(kind);
  });
});
