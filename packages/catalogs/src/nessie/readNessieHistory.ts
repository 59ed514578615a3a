import type { CatalogCommit } from '../catalog';
import { isSame, type NessieApi } from './NessieApi';
import type { NessieLogEntry } from './nessieAnswers';

/** Commits on a page, at most. */
const MAX_PAGE = 250;

/**
 * The commits that touched a table, newest first: which snapshot and metadata file each left.
 *
 * @returns At most `limit`; `hasMore` when there are older ones.
 */
export async function readNessieHistory(
  api: NessieApi,
  options: {
    reference: string;
    elements: readonly string[];
    limit: number;
    signal?: AbortSignal;
  },
): Promise<{ commits: CatalogCommit[]; hasMore: boolean }> {
  const { reference, elements, limit, signal } = options;
  const commits: CatalogCommit[] = [];
  // One more than asked for tells whether there are more.
  const pages = api.log(
    reference,
    elements,
    Math.min(MAX_PAGE, limit + 1),
    signal,
  );
  for await (const page of pages) {
    for (const entry of page) {
      const commit = commitOf(entry, elements);
      if (commit) commits.push(commit);
    }
    if (commits.length > limit) break;
  }
  return { commits: commits.slice(0, limit), hasMore: commits.length > limit };
}

/** What a commit did to a key; undefined when nothing. */
function commitOf(
  { commit, operations }: NessieLogEntry,
  elements: readonly string[],
): CatalogCommit | undefined {
  for (const { type, elements: key, content } of operations) {
    if (!isSame(key, elements)) continue;
    if (type === 'DELETE') return { ...commit, change: 'delete' };
    if (type === 'PUT')
      return {
        ...commit,
        change: 'put',
        metadataLocation: content?.metadataLocation,
        snapshotId: content?.snapshotId,
      };
  }
  return undefined;
}
