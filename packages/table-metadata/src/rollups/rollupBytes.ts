import type { ManifestRollup } from './ManifestRollup';

/** About as much memory as a rollup takes, in bytes. */
export function rollupBytes(rollup: ManifestRollup): number {
  const { sizes, partitions, columns, files, deletes } = rollup;
  let bytes = 4096 + sizes.bytes.length + sizes.buckets.length * 12;
  for (const key of partitions.keys) bytes += 160 + key.length * 2;
  for (const column of columns)
    bytes +=
      column.kind === 'number'
        ? column.lower.length * (column.rests ? 20 : 16)
        : column.bytes.length + column.ends.length * 4;
  for (const { filePath } of deletes) bytes += 300 + filePath.length * 2;
  if (files) bytes += files.partition.length * 28;
  bytes += (rollup.snapshots.length + rollup.sortOrders.length) * 64;
  return bytes;
}
