import { useRef } from 'react';
import type {
  LakehouseApi,
  RequestOptions,
  SnapshotLine,
  TableRef,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { tableKey, useLakehouseQuery } from '../shared';
import type { LakehouseQuery } from '../shared';

/** Snapshots per page. */
export const PAGE_SIZE = 200;

/** Pages that are known, for one state of the table. */
interface PageCache {
  /** Names the state: when it changes, the pages are no longer those of the table. */
  state: string;
  pages: Map<number, SnapshotLine[]>;
}

/**
 * The newest snapshots of a table, `depth` pages of them. Older pages don't change while
 * nobody commits, so they are asked only once.
 */
export function useSnapshotPages(
  table: TableRef,
  depth: number,
): LakehouseQuery<TableSnapshots> {
  const cache = useRef<PageCache>({ state: '', pages: new Map() });
  return useLakehouseQuery(
    `snapshots/${tableKey(table)}/${depth}`,
    (api, options) => loadPages(api, table, depth, cache.current, options),
    { keepPrevious: true },
  );
}

/** Loads pages one after another, those that the cache has not at least. */
export async function loadPages(
  api: LakehouseApi,
  table: TableRef,
  depth: number,
  cache: PageCache,
  options: RequestOptions,
): Promise<TableSnapshots> {
  const first = await api.getSnapshots(
    table,
    { offset: 0, limit: PAGE_SIZE },
    options,
  );
  const state = `${first.totalSnapshots}/${first.snapshots[0]?.snapshotId}/${first.limit}`;
  if (cache.state !== state) {
    cache.state = state;
    cache.pages = new Map();
  }
  const lines = [...first.snapshots];
  for (
    let page = 1;
    page < depth && lines.length < first.totalSnapshots;
    page++
  ) {
    const offset = lines.length;
    let older = cache.pages.get(offset);
    if (!older) {
      older = (
        await api.getSnapshots(table, { offset, limit: PAGE_SIZE }, options)
      ).snapshots;
      cache.pages.set(offset, older);
    }
    if (older.length === 0) {
      break;
    }
    lines.push(...older);
  }
  return { ...first, snapshots: lines };
}
