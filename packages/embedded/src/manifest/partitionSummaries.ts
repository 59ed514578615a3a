import {
  encodeSingleValue,
  type ManifestFile,
  type PartitionValue,
} from '@lakehouse-portal/table-metadata';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';

type Summary = NonNullable<ManifestFile['partitions']>[number];

/**
 * What a manifest list says of each partition field of a manifest, so that readers can skip it.
 * @see https://iceberg.apache.org/spec/#manifest-lists (field_summary)
 */
export function partitionSummaries(
  fields: TypedPartitionField[],
  partitions: Iterable<PartitionValue[]>,
): Summary[] {
  const all = [...partitions];
  return fields.map((field, index) => {
    let containsNull = false;
    let containsNan = false;
    let lower: PartitionValue = null;
    let upper: PartitionValue = null;
    for (const partition of all) {
      const value = partition[index] ?? null;
      if (value === null) containsNull = true;
      else if (typeof value === 'number' && Number.isNaN(value))
        containsNan = true;
      else {
        if (lower === null || compareValues(value, lower) < 0) lower = value;
        if (upper === null || compareValues(value, upper) > 0) upper = value;
      }
    }
    const type = { kind: 'primitive', name: field.type } as const;
    return {
      containsNull,
      containsNan,
      lowerBound: lower === null ? undefined : encodeSingleValue(type, lower),
      upperBound: upper === null ? undefined : encodeSingleValue(type, upper),
    };
  });
}

/**
 * Order of partition values of one field: numbers and bigints by value, texts by code point, bytes unsigned.
 */
export function compareValues(
  one: PartitionValue,
  other: PartitionValue,
): number {
  if (one === null || other === null)
    return Number(one !== null) - Number(other !== null);
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  if (one instanceof Uint8Array && other instanceof Uint8Array)
    return Buffer.compare(one, other);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
