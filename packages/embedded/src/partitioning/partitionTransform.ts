import { ValidationError } from '../errors';
import {
  parsePrimitiveType,
  type PrimitiveType,
} from '../schema/primitiveType';

/**
 * A partition transform, taken apart.
 */
export type PartitionTransform =
  | { name: 'identity' | 'void' | 'year' | 'month' | 'day' | 'hour' }
  | { name: 'bucket' | 'truncate'; width: number };

const MAX_WIDTH = 2 ** 31 - 1;

/**
 * Takes a transform apart: `day`, `bucket[16]`.
 *
 * @throws ValidationError for anything else.
 */
export function parsePartitionTransform(text: string): PartitionTransform {
  if (
    text === 'identity' ||
    text === 'void' ||
    text === 'year' ||
    text === 'month' ||
    text === 'day' ||
    text === 'hour'
  )
    return { name: text };
  const match = /^(bucket|truncate)\[(\d{1,10})\]$/.exec(text);
  const width = match ? Number(match[2]) : 0;
  if (match && width > 0 && width <= MAX_WIDTH)
    return { name: match[1] as 'bucket' | 'truncate', width };
  throw new ValidationError(
    `'${text}' is not a partition transform. Transforms are identity, year, month, day, hour, bucket[N], truncate[W] and void.`,
  );
}

/** Types of the specification's table that each transform takes. */
function accepts(transform: PartitionTransform, type: PrimitiveType): boolean {
  switch (transform.name) {
    case 'identity':
    case 'void':
      return true;
    case 'year':
    case 'month':
    case 'day':
      return ['date', 'timestamp', 'timestamptz', 'timestamp_ns'].includes(
        type.name,
      );
    case 'hour':
      return ['timestamp', 'timestamptz', 'timestamp_ns'].includes(type.name);
    case 'bucket':
      return !['boolean', 'float', 'double'].includes(type.name);
    default:
      return ['int', 'long', 'decimal', 'string', 'binary'].includes(type.name);
  }
}

/**
 * The type of a transform's results.
 *
 * @param where - the field, for the message.
 * @throws ValidationError when the transform does not take the source type.
 */
export function transformResultType(
  transform: PartitionTransform,
  sourceType: string,
  where: string,
): string {
  const type = parsePrimitiveType(sourceType, where);
  if (!accepts(transform, type))
    throw new ValidationError(
      `Transform '${transform.name}' cannot be applied to ${where} of type ${sourceType}.`,
    );
  if (
    transform.name === 'identity' ||
    transform.name === 'void' ||
    transform.name === 'truncate'
  )
    return sourceType;
  return transform.name === 'day' ? 'date' : 'int';
}

/** How Java names a partition field that got no name. */
export function defaultPartitionName(
  columnPath: string,
  transform: PartitionTransform,
): string {
  switch (transform.name) {
    case 'identity':
      return columnPath;
    case 'truncate':
      return `${columnPath}_trunc`;
    case 'void':
      return `${columnPath}_null`;
    default:
      return `${columnPath}_${transform.name}`;
  }
}
