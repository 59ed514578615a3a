/* eslint-disable no-console -- a benchmark prints */
import { availableParallelism, loadavg } from 'node:os';

/** Something that was to be reached, and what was. */
export interface Goal {
  name: string;
  measured: number;
  atLeast?: number;
  atMost?: number;
  unit: string;
  /** Why the figure is weaker than it looks. */
  note?: string;
}

/** What a benchmark prints: figures as they come, and at the end what was to be reached. */
export class Report {
  readonly #goals: Goal[] = [];

  constructor(title: string) {
    console.log(
      `${title} Node ${
        process.versions.node
      }, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(
        1,
      )} when starting.`,
    );
  }

  line(text: string): void {
    console.log(text);
  }

  /** Progress, not part of the result. */
  log(text: string): void {
    console.error(`  … ${text}`);
  }

  goal(goal: Goal): void {
    this.#goals.push(goal);
  }

  /**
   * Prints what was reached. Where not all was, the process will exit with 1: a benchmark that can only pass shows nothing.
   *
   * @returns Whether all was.
   */
  end(): boolean {
    console.log('\nGoals:');
    for (const goal of this.#goals) {
      console.log(describeGoal(goal));
    }
    console.log(`Load at the end: ${loadavg()[0].toFixed(1)}`);
    const isAllReached = this.#goals.every(isReached);
    if (!isAllReached) process.exitCode = 1;
    return isAllReached;
  }
}

function isReached({ measured, atLeast, atMost }: Goal): boolean {
  return (
    (atLeast === undefined || measured >= atLeast) &&
    (atMost === undefined || measured <= atMost)
  );
}

function describeGoal(goal: Goal): string {
  const { name, measured, atLeast, atMost, unit, note } = goal;
  const wanted =
    atLeast === undefined
      ? `at most ${format(atMost ?? 0)}`
      : `at least ${format(atLeast)}`;
  return `  ${isReached(goal) ? 'reached' : 'MISSED '}  ${name}: ${format(
    measured,
  )}${unit} (${wanted}${unit})${note ? `; ${note}` : ''}`;
}

function format(value: number): string {
  return value.toLocaleString('en', {
    maximumSignificantDigits: Math.abs(value) >= 1000 ? 6 : 3,
  });
}
