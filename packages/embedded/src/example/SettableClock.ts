/** A clock that stands still until it is set: the example's history is made up. */
export class SettableClock {
  /** Milliseconds since the epoch. */
  nowMs: number;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  readonly now = (): number => this.nowMs;
}
