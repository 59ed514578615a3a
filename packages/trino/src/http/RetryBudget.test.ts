import { retryAfterMs, RetryBudget } from './RetryBudget';

it.each([['0'], ['-1'], ['Thu, 01 Jan 1970 00:00:00 GMT']])(
  'bug: a server that is busy is not asked at once again because it says "Retry-After: %s"',
  async header => {
    const budget = new RetryBudget({ maxRetries: 2, maxWaitMs: 10_000 });
    const startedAt = performance.now();
    for (let attempt = 0; attempt < 2; attempt++) {
      const asked = retryAfterMs(header, Date.now());
      expect(await budget.wait(asked, AbortSignal.timeout(10_000))).toBe(true);
    }
    // 50 and 100 ms; timers may be a little early.
    expect(performance.now() - startedAt).toBeGreaterThan(140);
  },
);

it('reads seconds and dates, and nothing else', () => {
  expect(retryAfterMs('2', 0)).toBe(2_000);
  expect(retryAfterMs('Thu, 01 Jan 1970 00:00:05 GMT', 2_000)).toBe(3_000);
  expect(retryAfterMs('-1', 0)).toBeUndefined();
  expect(retryAfterMs('1.5', 0)).toBeUndefined();
});
