import type { ConnectorTable } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ListedState } from '../database';

/** Characters: it comes from a catalog. */
const MAX_FORMAT = 40;
const MAX_REASON = 500;

/** What a listing alone says of a table: what it is, and why it is not read where it is not. */
export function listedStateOf(pointer: ConnectorTable): ListedState {
  const kind = pointer.kind ?? 'table';
  const format =
    pointer.format?.trim().toLocaleLowerCase('en-US').slice(0, MAX_FORMAT) ||
    'iceberg';
  return {
    kind,
    format,
    unreadable: (pointer.unreadable?.trim() || reasonOf(kind, format))?.slice(
      0,
      MAX_REASON,
    ),
  };
}

function reasonOf(kind: 'table' | 'view', format: string): string | undefined {
  if (kind === 'view') {
    return 'A view: it has no files of its own';
  }
  return format === 'iceberg'
    ? undefined
    : `A table of format ${format}: only Iceberg tables are read`;
}
