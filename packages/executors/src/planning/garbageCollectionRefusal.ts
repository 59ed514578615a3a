import {
  isGarbageCollectionEnabled,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Why no file of a table may be removed by its own word, as a full sentence; undefined where it says no such thing. */
export function garbageCollectionRefusal({
  properties,
}: Pick<TableMetadata, 'properties'>): string | undefined {
  return isGarbageCollectionEnabled(properties)
    ? undefined
    : `The table property gc.enabled is ${JSON.stringify(
        properties['gc.enabled'],
      )}: with anything but "true", nothing may remove files of the table.`;
}
