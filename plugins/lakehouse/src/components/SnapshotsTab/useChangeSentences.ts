import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount } from '../shared';
import { operationKey } from './operations';

/**
 * What a snapshot did to rows and files, in a few words each; `undefined` where its writer
 * said nothing.
 */
export function useChangeSentences(line: SnapshotLine): {
  rows?: string;
  files?: string;
} {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return { rows: rowsSentence(), files: filesSentence() };

  function rowsSentence(): string | undefined {
    const { addedRecords, deletedRecords } = line;
    if (operationKey(line.operation) === 'replace') {
      // By the specification: a replace changes files, and no row.
      return t('snapshots.rows.unchanged');
    }
    // Rows that delete files take away are counted by their own keys of the summary.
    const byDeletes =
      count(line.summary['added-position-deletes']) +
      count(line.summary['added-equality-deletes']);
    if (
      addedRecords === undefined &&
      deletedRecords === undefined &&
      byDeletes === 0
    ) {
      return undefined;
    }
    const added = addedRecords ?? 0;
    const deleted = (deletedRecords ?? 0) + byDeletes;
    if (added > 0 && deleted > 0) {
      return t('snapshots.rows.addedAndDeleted', {
        added: formatCount(added),
        deleted: formatCount(deleted),
      });
    }
    if (deleted > 0) {
      return t('snapshots.rows.deleted', counted(deleted));
    }
    return added > 0
      ? t('snapshots.rows.added', counted(added))
      : t('snapshots.rows.unchanged');
  }

  function filesSentence(): string | undefined {
    const known = [
      line.addedDataFiles,
      line.deletedDataFiles,
      line.addedDeleteFiles,
      line.removedDeleteFiles,
    ];
    if (known.every(figure => figure === undefined)) {
      return undefined;
    }
    const parts = [dataSentence(), deletesSentence()].filter(
      part => part !== undefined,
    );
    if (parts.length === 0) {
      return t('snapshots.files.unchanged');
    }
    const [first, second] = parts;
    return second === undefined
      ? first
      : t('snapshots.files.join', { first, second });
  }

  function dataSentence(): string | undefined {
    const added = line.addedDataFiles ?? 0;
    const removed = line.deletedDataFiles ?? 0;
    if (added > 0 && removed > 0) {
      return operationKey(line.operation) === 'replace'
        ? t('snapshots.files.rewritten', {
            ...counted(added),
            removed: formatCount(removed),
          })
        : t('snapshots.files.changed', {
            added: formatCount(added),
            removed: formatCount(removed),
          });
    }
    if (removed > 0) {
      return t('snapshots.files.removed', counted(removed));
    }
    if (added === 0) {
      return undefined;
    }
    return line.addedBytes === undefined
      ? t('snapshots.files.data', counted(added))
      : t('snapshots.files.dataSize', {
          ...counted(added),
          size: formatBytes(line.addedBytes),
        });
  }

  function deletesSentence(): string | undefined {
    const added = line.addedDeleteFiles ?? 0;
    const removed = line.removedDeleteFiles ?? 0;
    if (added > 0) {
      return t('snapshots.files.deletesAdded', counted(added));
    }
    return removed > 0
      ? t('snapshots.files.deletesGone', counted(removed))
      : undefined;
  }
}

/** A number for the choice of the plural, and as it is written. */
function counted(value: number): { count: number; formattedCount: string } {
  return { count: value, formattedCount: formatCount(value) };
}

function count(text: string | undefined): number {
  const value = Number(text ?? 0);
  return Number.isFinite(value) && value > 0 ? value : 0;
}
