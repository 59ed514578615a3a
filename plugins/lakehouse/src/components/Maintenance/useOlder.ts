import { useState } from 'react';

/** The most that the back end answers at once. */
const MOST = 100;

/** A part of a list that grows backwards in time: from the newest on more and more, then page by page. */
export interface Older {
  /** What to ask for. */
  page: { cursor?: string; limit: number };
  /** Somebody went back beyond the newest ones. */
  isOlder: boolean;
  /** @param nextCursor - of the answer to `page`; absent: there is nothing older. */
  showOlder(nextCursor: string | undefined): void;
  showNewest(): void;
}

/**
 * Shows the newest of a list, then twice as many, up to what can be asked for at once, then what is older than those.
 *
 * @param question - Another one begins with its newest ones again.
 * @param first - How many to begin with.
 */
export function useOlder(question: string, first: number): Older {
  const newest = { question, limit: first, cursor: undefined };
  const [chosen, setChosen] = useState<{
    question: string;
    limit: number;
    cursor?: string;
  }>(newest);
  const { limit, cursor } = chosen.question === question ? chosen : newest;
  return {
    page: { cursor, limit },
    isOlder: cursor !== undefined,
    showOlder: nextCursor =>
      setChosen(
        limit < MOST
          ? { question, cursor, limit: Math.min(MOST, 2 * limit) }
          : { question, cursor: nextCursor, limit },
      ),
    showNewest: () => setChosen(newest),
  };
}
