import type { OpenTable, TableStore } from '@lakehouse-portal/maintenance';
import { listedFiles } from '../planning/listedFiles';
import type { TableFile } from '../planning/listTableFiles';
import { locationKey } from '../planning/locationKey';
import { allOf, type UnreachableFiles } from '../planning/readExpiry';

/** What went from a table's folder while something was done, compared with what should. */
export interface WatchedFiles {
  files: number;
  sizeBytes: bigint;
  /** What is not as it was predicted, in sentences. */
  differences: string[];
}

/**
 * Looks at a table's folder before something is done. Only numbers depend on it: where the folder can't be listed, or the
 * prediction is not known, there is nothing to watch.
 */
export async function watchFiles(
  store: TableStore | undefined,
  options: { signal?: AbortSignal },
  predict: (table: OpenTable) => Promise<UnreachableFiles | undefined>,
): Promise<
  | {
      whatWent(options: {
        signal?: AbortSignal;
      }): Promise<WatchedFiles | undefined>;
    }
  | undefined
> {
  const table = await store?.open(options);
  if (!store || !table) {
    return undefined;
  }
  const before = await listedFiles(table, options);
  const predicted = before && (await predict(table));
  if (!before || !predicted) {
    return undefined;
  }
  return {
    async whatWent(call) {
      const after = await listedFiles(await store.open(call), call);
      return after && compare(before, after, predicted);
    },
  };
}

function compare(
  before: Map<string, TableFile>,
  after: Map<string, TableFile>,
  predicted: UnreachableFiles,
): WatchedFiles {
  const expected = new Set(allOf(predicted).map(locationKey));
  const gone = [...before].filter(([key]) => !after.has(key));
  const asExpected = gone.filter(([key]) => expected.has(key));
  const left = [...expected].filter(key => after.has(key));
  return {
    files: asExpected.length,
    sizeBytes: asExpected.reduce(
      (sum, [, { sizeBytes }]) => sum + BigInt(sizeBytes),
      0n,
    ),
    differences:
      left.length > 0
        ? [
            `${left.length} files that were to go with the snapshots are still there, such as ${left[0]}: they are found as orphan files.`,
          ]
        : [],
  };
}
