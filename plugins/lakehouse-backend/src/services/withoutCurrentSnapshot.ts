import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { counted } from './words';

/**
 * What it means that a table has no current snapshot: mostly that nothing was written to it. But
 * where there are snapshots, only other branches have some, or the metadata is damaged.
 */
export function withoutCurrentSnapshot(
  metadata: Pick<TableMetadata, 'snapshots' | 'warnings'>,
): string {
  const { snapshots, warnings } = metadata;
  if (snapshots.length > 0) {
    return `Its metadata names no current snapshot, though ${counted(
      snapshots.length,
      'snapshot',
    )} can be read: how much it holds is unknown.`;
  }
  return warnings.some(({ code }) => code === 'snapshot-unreadable')
    ? 'None of its snapshots can be read: how much it holds is unknown.'
    : 'Nothing has been written to it yet.';
}
