import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount } from '../shared';
import { operationKey } from './operations';

/**
 * What a snapshot did to rows and files, in a few words each; `undefined` where its writer
 * said nothing.
 */
export function useChangeSentences(line: SnapshotLine): { rows?: string; files?: string } {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return { rows: rowsSentence(), files: filesSentence() };

  function rowsSentence(): string | undefined {
    const { addedRecords, deletedRecords } = line;
    if (operationKey(line.operation) === 'replace') {
      // By the specification: a replace changes files, and no row.
      return t('snapshots.rows.unchanged');
    }
    // Rows that delete files take away are counted by their own keys of the summary.
    const byDeletes = count(line.summary['added-position-deletes']) + count(line.summary['added-equality-deletes']);
    if (addedRecords === undefined && deletedRecords === undefined && byDeletes === 0) {
      return undefined;
    }
    const added = addedRecords ?? 0;
    const deleted = (deletedRecords ?? 0) + byDeletes;
    if (added > 0 && deleted > 0) {
      return t('snapshots.rows.addedAndDeleted', { added: formatCount(added), deleted: formatCount(deleted) });
    }
    if (deleted > 0) {
      return t('snapshots.rows.deleted', { count: deleted, formattedCount: formatCount(deleted) });
    }
    return added > 0 ? t('snapshots.rows.added', { added: formatCount(added) }) : t('snapshots.rows.unchanged');
  }

  function filesSentence(): string | undefined {
    const known = [line.addedDataFiles, line.deletedDataFiles, line.addedDeleteFiles, line.removedDeleteFiles];
    if (known.every(figure => figure === undefined)) {
      return undefined;
    }
    const parts = [dataSentence(), deletesSentence()].filter(part => part !== undefined);
    if (parts.length === 0) {
      return t('snapshots.files.unchanged');
    }
    const [first, second] = parts;
    return second === undefined ? first : t('snapshots.files.join', { first, second });
  }

  function dataSentence(): string | undefined {
    const added = formatCount(line.addedDataFiles ?? 0);
    const removed = formatCount(line.deletedDataFiles ?? 0);
    const adds = (line.addedDataFiles ?? 0) > 0;
    const removes = (line.deletedDataFiles ?? 0) > 0;
    if (adds && removes) {
      return operationKey(line.operation) === 'replace'
        ? t('snapshots.files.rewritten', { removed, added })
        : t('snapshots.files.changed', { removed, added });
    }
    if (removes) {
      return t('snapshots.files.removed', { removed });
    }
    if (!adds) {
      return undefined;
    }
    return line.addedBytes === undefined
      ? t('snapshots.files.data', { added })
      : t('snapshots.files.dataSize', { added, size: formatBytes(line.addedBytes) });
  }

  function deletesSentence(): string | undefined {
    if ((line.addedDeleteFiles ?? 0) > 0) {
      return t('snapshots.files.deletesAdded', { added: formatCount(line.addedDeleteFiles ?? 0) });
    }
    return (line.removedDeleteFiles ?? 0) > 0
      ? t('snapshots.files.deletesGone', { removed: formatCount(line.removedDeleteFiles ?? 0) })
      : undefined;
  }
}

function count(text: string | undefined): number {
  const value = Number(text ?? 0);
  return Number.isFinite(value) && value > 0 ? value : 0;
}
