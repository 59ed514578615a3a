import { Report } from './Report';

describe('the report of a benchmark', () => {
  const before = process.exitCode;
  let printed: string[];

  beforeEach(() => {
    process.exitCode = undefined;
    printed = [];
    jest.spyOn(console, 'log').mockImplementation(line => {
      printed.push(line);
    });
  });
  afterEach(() => {
    process.exitCode = before;
    jest.restoreAllMocks();
  });

  it.each([
    ['at most', { atMost: 2 }, 2, 2.01],
    ['at least', { atLeast: 100 }, 100, 99.9],
  ])(
    'makes the process exit with 1 when a goal of %s is missed, whoever forgets to look, and not when it is reached',
    (_, goal, reached, missed) => {
      const end = (measured: number) => {
        const report = new Report('Some.');
        report.goal({ name: 'Goal', unit: ' x', measured, ...goal });
        return report.end();
      };
      expect(end(reached)).toBe(true);
      expect(process.exitCode).toBeUndefined();
      expect(printed.join('\n')).toContain('reached  Goal');
      expect(end(missed)).toBe(false);
      expect(process.exitCode).toBe(1);
      expect(printed.join('\n')).toContain('MISSED   Goal');
    },
  );
});
