import { createHash } from 'node:crypto';
import {
  formatTransformed,
  type PartitionValue,
} from '@lakehouse-portal/table-metadata';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';

/** A file name may have 255 bytes; longer values are cut and told apart by a hash. */
const MAX_LENGTH = 120;

/**
 * The folder of a partition below `data/`, as Java names it: `ts_day=2026-11-24/region=eu`; empty for an unpartitioned table.
 * What would be special in a path, a location or a wildcard is percent-encoded.
 */
export function partitionFolder(
  fields: TypedPartitionField[],
  partition: PartitionValue[],
): string {
  return fields
    .map((field, index) => {
      const text = formatTransformed(
        field.transform,
        { kind: 'primitive', name: field.sourceType },
        partition[index],
      );
      return `${encodePart(field.name)}=${encodePart(text)}`;
    })
    .join('/');
}

function encodePart(text: string): string {
  // encodeURIComponent refuses lone surrogates.
  const encoded = encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (encoded.length <= MAX_LENGTH) return encoded;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${encoded.slice(0, MAX_LENGTH).replace(/%.?$/, '')}_${hash}`;
}
