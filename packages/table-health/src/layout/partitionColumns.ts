import type {
  PartitionField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Fields of the default partition spec that divide; those of `void` don't. */
export function partitionFields(metadata: TableMetadata): PartitionField[] {
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  return (spec?.fields ?? []).filter(({ transform }) => transform !== 'void');
}

/** Ids of the columns whose ranges the partitions divide: by time, value or prefix, not by hash. */
export function partitionColumns(metadata: TableMetadata): Set<number> {
  const ids = partitionFields(metadata)
    .filter(({ transform }) => !transform.startsWith('bucket'))
    .map(({ sourceIds }) => sourceIds[0]);
  return new Set(ids);
}
