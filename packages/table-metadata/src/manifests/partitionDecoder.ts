import type {
  FieldType,
  PartitionSpec,
  PartitionValue,
  TableMetadata,
  TableSchema,
} from '../model';
import { flattenSchema, parsePrimitive } from '../schema';
import { transformResultType } from '../transforms';
import { bytesToDecimal, bytesToUuid } from '../values';

/**
 * Turns decoded Avro partition values into {@link PartitionValue}s of the spec's types: the same partition must compare
 * equal whether it was written as int or, after the column was widened, as long.
 */
export function partitionDecoder(
  spec: PartitionSpec,
  metadata: Pick<TableMetadata, 'schemas' | 'currentSchemaId'>,
): (values: unknown[] | undefined) => PartitionValue[] {
  const types = rememberedTypes(metadata);
  const converts = spec.fields.map(({ transform, sourceIds }) =>
    converterFor(transformResultType(transform, types.get(sourceIds[0]))),
  );
  return values => converts.map((convert, index) => convert(values?.[index]));
}

const remembered = new WeakMap<
  TableSchema[],
  { currentSchemaId: number | undefined; types: Map<number, FieldType> }
>();

/** Every manifest asks; a table may have many schemas of many columns. */
function rememberedTypes(
  metadata: Pick<TableMetadata, 'schemas' | 'currentSchemaId'>,
): Map<number, FieldType> {
  const { schemas, currentSchemaId } = metadata;
  const known = remembered.get(schemas);
  if (known && known.currentSchemaId === currentSchemaId) return known.types;
  const types = fieldTypes(metadata);
  remembered.set(schemas, { currentSchemaId, types });
  return types;
}

/** Types by field id over all schemas; the current schema wins, columns that were dropped are known from older ones. */
function fieldTypes({
  schemas,
  currentSchemaId,
}: Pick<TableMetadata, 'schemas' | 'currentSchemaId'>): Map<number, FieldType> {
  const types = new Map<number, FieldType>();
  for (const schema of schemas) {
    const isCurrent = schema.schemaId === currentSchemaId;
    for (const { id, type } of flattenSchema(schema))
      if (isCurrent || !types.has(id)) types.set(id, type);
  }
  return types;
}

function converterFor(
  type: FieldType | undefined,
): (value: unknown) => PartitionValue {
  switch (
    type?.kind === 'primitive' ? parsePrimitive(type.name).base : undefined
  ) {
    case 'int':
    case 'date':
      return value =>
        typeof value === 'bigint'
          ? Number(value)
          : plain(isWholeText(value, 10) ? Number(value) : value);
    case 'long':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
    case 'timestamptz_ns':
      return value =>
        typeof value === 'number' && Number.isInteger(value)
          ? BigInt(value)
          : plain(isWholeText(value, 19) ? BigInt(value) : value);
    case 'boolean':
      return value =>
        plain(value === 'true' || value === 'false' ? value === 'true' : value);
    case 'decimal':
      return value =>
        value instanceof Uint8Array ? bytesToDecimal(value) : plain(value);
    case 'uuid':
      return value =>
        value instanceof Uint8Array && value.length === 16
          ? bytesToUuid(value)
          : plain(value);
    default:
      return plain;
  }
}

function plain(value: unknown): PartitionValue {
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'bigint':
    case 'string':
      return value;
    default:
      return value instanceof Uint8Array ? value.slice() : null;
  }
}

/** A map has one type for all its values: where that is a string, numbers are written in digits. */
function isWholeText(value: unknown, maxDigits: number): value is string {
  return (
    typeof value === 'string' &&
    value.length <= maxDigits + 1 &&
    /^-?\d+$/.test(value)
  );
}
