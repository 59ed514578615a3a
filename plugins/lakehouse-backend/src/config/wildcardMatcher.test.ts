import { wildcardMatcher } from './wildcardMatcher';

describe('wildcardMatcher', () => {
  it.each([
    ['silver.orders', 'silver.orders', true],
    ['silver.orders', 'silver.orders2', false],
    ['bronze.*', 'bronze.a', true],
    ['bronze.*', 'silver.a', false],
    ['*_tmp', 'bronze.x_tmp', true],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a*bc*c', 'abc', false],
    ['a*bc*c', 'abcc', true],
    ['a.b', 'axb', false],
  ])('%s matches %s: %s', (pattern, name, expected) => {
    expect(wildcardMatcher(pattern)(name)).toBe(expected);
  });

  it('agrees with the plain definition on all short patterns and names', () => {
    const words = (letters: string[], length: number): string[] =>
      length === 0
        ? ['']
        : words(letters, length - 1).flatMap(word =>
            ['', ...letters].map(letter => word + letter),
          );
    const names = [...new Set(words(['a', 'b'], 4))];
    for (const pattern of new Set(words(['a', 'b', '*'], 4))) {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      const matches = wildcardMatcher(pattern);
      for (const name of names) {
        expect([pattern, name, matches(name)]).toEqual([
          pattern,
          name,
          expected.test(name),
        ]);
      }
    }
  });
});
