/** Timers of just these delays run down when a test says so, and never because the machine is busy. */
export class HeldTimers {
  /** Of each delay, how many have been started so far. */
  readonly #started = new Map<number, number>();
  readonly #running = new Map<NodeJS.Timeout, [number, () => void]>();

  /** Until `jest.restoreAllMocks()`. */
  constructor(...delays: number[]) {
    const { setTimeout: start, clearTimeout: stop } = globalThis;
    jest.spyOn(globalThis, 'setTimeout').mockImplementation(((
      callback: () => void,
      delay: number,
      ...rest: []
    ) => {
      if (!delays.includes(delay)) return start(callback, delay, ...rest);
      const timer = start(() => undefined, 2 ** 31 - 1);
      this.#started.set(delay, this.startedOf(delay) + 1);
      this.#running.set(timer, [delay, callback]);
      return timer;
    }) as typeof setTimeout);
    jest.spyOn(globalThis, 'clearTimeout').mockImplementation(timer => {
      this.#running.delete(timer as NodeJS.Timeout);
      stop(timer);
    });
  }

  startedOf(delay: number): number {
    return this.#started.get(delay) ?? 0;
  }

  /** All timers of this delay are over. */
  runDown(delay: number): void {
    for (const [timer, [itsDelay, callback]] of [...this.#running]) {
      if (itsDelay !== delay) continue;
      clearTimeout(timer);
      callback();
    }
  }
}
