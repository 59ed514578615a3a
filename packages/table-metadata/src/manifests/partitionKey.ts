import type { PartitionValue } from '../model';

/**
 * A text that is equal exactly for equal partitions of equal specs.
 * @public
 */
export function partitionKey(
  specId: number,
  partition: PartitionValue[],
): string {
  let key = String(specId);
  for (const value of partition) key += `|${valueKey(value)}`;
  return key;
}

function valueKey(value: PartitionValue): string {
  if (value === null) return 'n';
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (value instanceof Uint8Array)
    return `b${Buffer.from(
      value.buffer,
      value.byteOffset,
      value.byteLength,
    ).toString('hex')}`;
  if (typeof value === 'number')
    return Object.is(value, -0) ? '-0' : String(value);
  return String(value);
}
