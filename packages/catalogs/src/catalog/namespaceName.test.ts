import fc from 'fast-check';
import { namespaceLevels, namespaceName } from './namespaceName';

describe('namespaceName', () => {
  it('is the usual dotted name for usual levels', () => {
    expect(namespaceName(['sales', 'eu'])).toBe('sales.eu');
  });

  it('tells the level "a.b" from the levels "a" and "b", whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[.%2E5e]{0,8}$/)), {
          minLength: 1,
        }),
        levels => {
          expect(namespaceLevels(namespaceName(levels))).toEqual(levels);
        },
      ),
    );
  });
});
