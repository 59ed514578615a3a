/** When all tests of pages take place. */
export const NOW = Date.parse('2026-11-24T09:30:30.000Z');

/**
 * Has the clock stand still while timers go on: what says how long ago something was, or goes by days, says the same
 * however slowly, and at whatever hour, tests run.
 */
export function stopClock(): void {
  jest.useFakeTimers({
    now: NOW,
    doNotFake: [
      'cancelAnimationFrame',
      'cancelIdleCallback',
      'clearImmediate',
      'clearInterval',
      'clearTimeout',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'requestAnimationFrame',
      'requestIdleCallback',
      'setImmediate',
      'setInterval',
      'setTimeout',
    ],
  });
}
