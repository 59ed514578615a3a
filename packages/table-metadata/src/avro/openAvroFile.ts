import { CorruptMetadataError, UnsupportedFormatError } from '../errors';
import { type JsonValue, parseExactJson } from '../json';
import { AvroCursor } from './AvroCursor';
import type { AvroNode } from './AvroNode';
import { AVRO_CODECS, OTHER_AVRO_CODECS } from './decompressBlock';
import { parseAvroSchema } from './parseAvroSchema';

const MAGIC = [0x4f, 0x62, 0x6a, 0x01];
const SYNC_BYTES = 16;
const MAX_REMEMBERED_CHARACTERS = 256 * 1024;
/** Avro types of a manifest; those of the table's columns, which may be many, are another entry. */
const MAX_SCHEMA_CHARACTERS = 16 * 1024 * 1024;

/**
 * The header of an Avro object container file.
 * @public
 */
export interface AvroFile {
  bytes: Uint8Array;
  schema: AvroNode;
  codec: string;
  /** Header entries as text: `schema`, `partition-spec`, `format-version`, … */
  metadata: Map<string, string>;
  sync: Uint8Array;
  /** Where the first block starts. */
  firstBlock: number;
}

/**
 * Reads the header of an Avro object container file.
 *
 * @throws CorruptMetadataError when it is none, or its schema is unsound; UnsupportedFormatError for a codec of Avro's that
 * isn't read.
 * @see https://avro.apache.org/docs/1.12.0/specification/#object-container-files
 */
export function openAvroFile(bytes: Uint8Array): AvroFile {
  if (bytes.length === 0)
    throw new CorruptMetadataError('The file is empty', { offset: 0 });
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) {
    throw new CorruptMetadataError(
      'Not an Avro file: it does not start with "Obj" and 1',
      { offset: 0 },
    );
  }
  const cursor = new AvroCursor(bytes, { offset: 0, isCompressed: false });
  cursor.skip(MAGIC.length);
  const metadata = new Map<string, string>();
  for (;;) {
    const count = cursor.readBlockCount(2);
    if (count === 0) break;
    for (let index = 0; index < count; index++) {
      const key = cursor.readString();
      metadata.set(key, cursor.readString());
    }
  }
  const sync = cursor.readBytes(SYNC_BYTES);
  const codec = metadata.get('avro.codec') ?? 'null';
  if (OTHER_AVRO_CODECS.includes(codec))
    throw new UnsupportedFormatError(
      `The Avro file is compressed with ${codec}; ${AVRO_CODECS.join(
        ', ',
      )} can be read`,
    );
  if (!AVRO_CODECS.includes(codec)) {
    throw new CorruptMetadataError(
      `Unknown codec "${codec.slice(0, 40)}"; known are ${AVRO_CODECS.join(
        ', ',
      )}`,
      { offset: 0 },
    );
  }
  return {
    bytes,
    schema: readSchema(metadata.get('avro.schema')),
    codec,
    metadata,
    sync,
    firstBlock: cursor.position,
  };
}

/** Manifests of a table mostly share their schema, and parsing it takes longer than reading a small manifest. */
const SCHEMAS_REMEMBERED = 32;
const remembered = new Map<string, AvroNode>();

function readSchema(text: string | undefined): AvroNode {
  if (text === undefined)
    throw new CorruptMetadataError('The header has no schema', { offset: 0 });
  if (text.length > MAX_SCHEMA_CHARACTERS)
    throw new CorruptMetadataError(
      `The schema in the header has more than ${MAX_SCHEMA_CHARACTERS} characters`,
      { offset: 0 },
    );
  const known = remembered.get(text);
  if (known) return known;
  const schema = parseSchema(text);
  if (text.length <= MAX_REMEMBERED_CHARACTERS) {
    const [oldest] = remembered.keys();
    if (remembered.size >= SCHEMAS_REMEMBERED) remembered.delete(oldest);
    remembered.set(text, schema);
  }
  return schema;
}

function parseSchema(text: string): AvroNode {
  let json: JsonValue;
  try {
    json = parseExactJson(text);
  } catch (error) {
    if (!(error instanceof CorruptMetadataError)) throw error;
    throw new CorruptMetadataError(
      `The schema in the header is unsound. ${error.message}`,
      { offset: 0, cause: error },
    );
  }
  return parseAvroSchema(json);
}
