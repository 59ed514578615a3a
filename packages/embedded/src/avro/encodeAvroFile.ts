import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type Schema, Type } from 'avsc';
import { longType } from './longType';

const MAGIC = Buffer.from([0x4f, 0x62, 0x6a, 0x01]);

/** Bytes of records in one block before compression, as in Java. */
const BLOCK_BYTES = 64 * 1024;

const HEADER = Type.forSchema({ type: 'map', values: 'bytes' });
const LONG = Type.forSchema('long', { registry: { long: longType } });

/** Parsing a schema takes longer than encoding a few records with it. */
const COMPILED = new Map<string, Type>();
const MAX_COMPILED = 200;

/**
 * Encodes an Avro object container file, compressed with deflate. Longs are bigints.
 *
 * @param schema - the record schema, with Iceberg's `field-id`s; written to the file as it is.
 * @param metadata - more entries for the file's header.
 * @see https://avro.apache.org/docs/1.12.0/specification/#object-container-files
 */
export function encodeAvroFile(
  schema: Schema,
  metadata: Record<string, string>,
  records: readonly unknown[],
): Buffer {
  const schemaText = JSON.stringify(schema);
  const type = compile(schemaText);
  const header = HEADER.toBuffer({
    'avro.schema': Buffer.from(schemaText),
    'avro.codec': Buffer.from('deflate'),
    ...Object.fromEntries(
      Object.entries(metadata).map(([key, value]) => [key, Buffer.from(value)]),
    ),
  });
  const blocks: Array<{ count: number; data: Buffer }> = [];
  let pending: Buffer[] = [];
  let size = 0;
  for (const record of records) {
    const encoded = type.toBuffer(record);
    pending.push(encoded);
    size += encoded.length;
    if (size >= BLOCK_BYTES) {
      blocks.push({
        count: pending.length,
        data: deflateRawSync(Buffer.concat(pending)),
      });
      pending = [];
      size = 0;
    }
  }
  if (pending.length > 0)
    blocks.push({
      count: pending.length,
      data: deflateRawSync(Buffer.concat(pending)),
    });
  // The marker only has to be unlikely in the data; this one makes equal content equal bytes.
  const marker = createHash('md5').update(header);
  for (const block of blocks) marker.update(block.data);
  const sync = marker.digest();
  const parts = [MAGIC, header, sync];
  for (const block of blocks) {
    parts.push(
      LONG.toBuffer(BigInt(block.count)),
      LONG.toBuffer(BigInt(block.data.length)),
      block.data,
      sync,
    );
  }
  return Buffer.concat(parts);
}

function compile(text: string): Type {
  const known = COMPILED.get(text);
  if (known) return known;
  const type = Type.forSchema(withoutLogicalTypes(text), {
    registry: { long: longType },
  });
  if (COMPILED.size >= MAX_COMPILED) COMPILED.clear();
  COMPILED.set(text, type);
  return type;
}

/** The encoder takes a primitive with a logical type for another type than the primitive, and would not know our long. */
function withoutLogicalTypes(schemaText: string): Schema {
  return JSON.parse(schemaText, (_key, value: unknown) => {
    if (
      typeof value !== 'object' ||
      value === null ||
      !('logicalType' in value) ||
      !('type' in value)
    )
      return value;
    return value.type === 'int' || value.type === 'long' ? value.type : value;
  }) as Schema;
}
