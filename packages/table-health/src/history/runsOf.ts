import type { EndedRun } from '../model';

/** What the last runs of maintenance tell. */
export interface RunHistory {
  /** Runs that failed since the last one that did not. */
  failures: number;
  lastFailure?: EndedRun;
  lastDone?: EndedRun;
  /** Whether the last one that did not fail left the table better; absent: there was none, or it was not judged. */
  helped?: boolean;
}

/** A factor that changed by less is noise. */
const NOTICEABLE = 0.98;

/** @param runs - In any order. */
export function runsOf(runs: readonly EndedRun[]): RunHistory {
  const newestFirst = [...runs].sort((a, b) => b.endedAtMs - a.endedAtMs);
  const done = newestFirst.findIndex(({ state }) => state === 'done');
  const failures = done < 0 ? newestFirst.length : done;
  const lastDone = newestFirst[done];
  const helped = lastDone && didHelp(lastDone);
  return {
    failures,
    ...(failures > 0 && { lastFailure: newestFirst[0] }),
    ...(lastDone && { lastDone }),
    ...(helped !== undefined && { helped }),
  };
}

function didHelp(run: EndedRun): boolean | undefined {
  const { scoreBefore, scoreAfter, slowdownBefore, slowdownAfter } = run;
  const isFaster =
    slowdownBefore !== undefined && slowdownAfter !== undefined
      ? slowdownAfter < NOTICEABLE * slowdownBefore
      : undefined;
  const isBetter =
    scoreBefore !== undefined && scoreAfter !== undefined
      ? scoreAfter > scoreBefore
      : undefined;
  return isFaster === undefined && isBetter === undefined
    ? undefined
    : isFaster === true || isBetter === true;
}
