import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';
import { TablePages } from './TablePages';
import type { VirtualWindow } from './VirtualWindow';

/** While somebody scrolls fast, what flies by isn't worth asking for. */
const SETTLE_MS = 60;

/** A list of tables, as far as it has been asked for. */
export interface TableRows {
  pages: TablePages;
  /** The rows are still those of the question before. */
  stale: boolean;
  /** A page could not be loaded. */
  error?: Error;
  retry(): void;
}

interface Loaded {
  /** Question and revision that the pages answer. */
  key: string;
  /** The question alone. */
  question: string;
  pages: TablePages;
  error?: Error;
}

/**
 * Loads the pages of a list that are looked at. A new question keeps the old rows until
 * its first answer comes; so does a new `revision` of the same one.
 *
 * @param shown - rows that are drawn now
 * @param revision - changes when the back end has something new
 */
export function useTablePages(
  query: TablesQuery,
  shown: VirtualWindow,
  revision: string,
): TableRows {
  const api = useApi(lakehouseApiRef);
  const question = JSON.stringify(query);
  const key = `${revision} ${question}`;
  const [loaded, setLoaded] = useState<Loaded>({
    key,
    question,
    pages: TablePages.EMPTY,
  });
  const [attempt, setAttempt] = useState(0);
  const current = loaded.key === key;
  const running = useRef(new Map<number, AbortController>());
  const known = useRef(TablePages.EMPTY);
  known.current = current ? loaded.pages : TablePages.EMPTY;

  // Another question: what the old one asked for is of no use any more.
  useEffect(() => {
    const requests = running.current;
    return () => {
      for (const controller of requests.values()) {
        controller.abort();
      }
      requests.clear();
    };
  }, [api, key, attempt]);

  // Another question begins at its top, whatever is in sight of the old one.
  const { first, end } =
    loaded.question === question ? shown : { first: 0, end: 1 };
  const missing = (current ? loaded.pages : TablePages.EMPTY).missing(
    first,
    end,
  );
  const wanted = current && loaded.error ? '' : missing.join(',');
  const settled = current && loaded.pages.total !== undefined;
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const load = async (page: number) => {
      const controller = new AbortController();
      running.current.set(page, controller);
      const asked = {
        ...(JSON.parse(question) as TablesQuery),
        ...known.current.questionFor(page),
      };
      try {
        const answer = await api.listTables(asked, {
          signal: controller.signal,
        });
        if (!controller.signal.aborted) {
          setLoaded(before => ({
            key,
            question,
            pages: (before.key === key ? before.pages : TablePages.EMPTY).with(
              page,
              answer,
            ),
          }));
        }
      } catch (thrown) {
        if (!controller.signal.aborted) {
          // A failed refresh keeps the last good answer of the same question.
          const error = toError(thrown);
          setLoaded(before => ({
            key,
            question,
            pages:
              before.question === question ? before.pages : TablePages.EMPTY,
            error,
          }));
        }
      } finally {
        if (running.current.get(page) === controller) {
          running.current.delete(page);
        }
      }
    };
    const start = () => {
      for (const page of wanted.split(',').map(Number)) {
        if (!running.current.has(page)) {
          void load(page);
        }
      }
    };
    if (!settled) {
      start();
      return undefined;
    }
    const timeout = setTimeout(start, SETTLE_MS);
    return () => clearTimeout(timeout);
  }, [api, key, question, wanted, settled, attempt]);

  const retry = useCallback(() => {
    // Another key: the pages stay in sight, and all that is in sight is asked for again.
    setLoaded(({ pages, question: asked }) => ({
      key: '',
      question: asked,
      pages,
    }));
    setAttempt(count => count + 1);
  }, []);

  return { pages: loaded.pages, stale: !current, error: loaded.error, retry };
}
