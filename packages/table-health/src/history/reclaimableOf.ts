import type { HealthInput } from '../model';
import { isGarbageCollectionEnabled } from './isGarbageCollectionEnabled';
import { isHistoryKeptByNessie } from './isHistoryKeptByNessie';
import type { TableHistory } from './TableHistory';

/**
 * What would be freed now if the snapshots expired that are due by the policy. Nothing where none is due, or where the table
 * forbids it; otherwise only a count of files tells.
 *
 * @returns undefined where it is not known: nobody has counted, or the snapshots in the metadata are not the history.
 */
export function reclaimableOf({
  input,
  history,
}: {
  input: HealthInput;
  history: TableHistory;
}): { bytes: number; files?: number } | undefined {
  const { metadata, reclaimableBytes, reclaimableFiles } = input;
  if (isHistoryKeptByNessie(metadata)) {
    return undefined;
  }
  if (
    history.due.length === 0 ||
    !isGarbageCollectionEnabled(metadata.properties)
  ) {
    return { bytes: 0, files: 0 };
  }
  return reclaimableBytes === undefined
    ? undefined
    : {
        bytes: Math.max(0, reclaimableBytes),
        ...(reclaimableFiles !== undefined && { files: reclaimableFiles }),
      };
}
