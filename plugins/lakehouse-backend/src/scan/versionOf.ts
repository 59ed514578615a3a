import type { ConnectorTable } from '@lakehouse-portal/plugin-lakehouse-node';

/** What a listing says of a table's version; undefined where only reading the table tells. */
export function versionOf(pointer: ConnectorTable): string | undefined {
  return pointer.version ?? pointer.metadataLocation;
}
