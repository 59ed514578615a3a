import { existsSync } from 'node:fs';
import { mayBuildFromSource } from '../src';

/**
 * Tests of a system that is built from its source, which is no package of a registry: they are run where it is built
 * already, or may be (`LAKEHOUSE_TESTBED_SOURCES`), and said to be left out elsewhere.
 *
 * @param directory - Where it is once it is built.
 */
// eslint-disable-next-line jest/no-export -- no test file itself: those of such systems have it in common
export function describeBuilt(
  name: string,
  directory: string,
  tests: () => void,
): void {
  if (existsSync(directory) || mayBuildFromSource()) {
    // eslint-disable-next-line jest/valid-describe-callback, jest/valid-title -- as it was given
    describe(name, tests);
    return;
  }
  // eslint-disable-next-line jest/no-disabled-tests, jest/valid-title -- says so in the results
  describe.skip(name, () => {
    it('is not built here, and its source is no package: npm run systems -- up builds it', () => {
      expect(existsSync(directory)).toBe(true);
    });
  });
}
