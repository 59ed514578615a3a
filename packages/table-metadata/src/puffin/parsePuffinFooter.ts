import {
  CorruptMetadataError,
  LimitExceededError,
  UnsupportedFormatError,
} from '../errors';
import { parseExactJson } from '../json';
import { JsonFields } from '../metadata/JsonFields';
import type { ReadWarning } from '../model';
import type { PuffinBlob, PuffinFile } from './PuffinFile';
import { hasPuffinMagic } from './PuffinMagic';
import { uncompressLz4 } from './uncompressLz4';

/** Payload size, flags and magic. */
export const FOOTER_END_BYTES = 12;
const MAGIC_BYTES = 4;
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
/** The only flag that there is. */
const COMPRESSED = 1;

interface PuffinSource {
  location: string;
  fileSizeBytes: number;
}

/**
 * Size of the footer, from the bytes at the end of the file.
 * @throws CorruptMetadataError, LimitExceededError
 */
export function footerSizeOf(
  tail: Uint8Array,
  { location, fileSizeBytes }: PuffinSource,
): number {
  if (!hasPuffinMagic(tail, tail.length - MAGIC_BYTES))
    throw new CorruptMetadataError(
      `${location} is no Puffin file: it doesn't end with "PFA1"`,
      { location, offset: fileSizeBytes - MAGIC_BYTES },
    );
  const payloadBytes = viewOf(tail).getInt32(
    tail.length - FOOTER_END_BYTES,
    true,
  );
  const size = MAGIC_BYTES + payloadBytes + FOOTER_END_BYTES;
  if (payloadBytes < 0 || size > fileSizeBytes - MAGIC_BYTES)
    throw new CorruptMetadataError(
      `The footer of ${location} claims ${payloadBytes} bytes, and the file has ${fileSizeBytes}`,
      { location, offset: fileSizeBytes - FOOTER_END_BYTES },
    );
  if (payloadBytes > MAX_FOOTER_BYTES)
    throw new LimitExceededError(
      `The footer of ${location} has ${payloadBytes} bytes, more than the ${MAX_FOOTER_BYTES} that are read`,
      { location },
    );
  return size;
}

/**
 * @param footer - From the magic before its payload to the end of the file.
 * @throws CorruptMetadataError, UnsupportedFormatError
 */
export function parsePuffinFooter(
  footer: Uint8Array,
  { location, fileSizeBytes }: PuffinSource,
): PuffinFile {
  const start = fileSizeBytes - footer.length;
  if (!hasPuffinMagic(footer, 0))
    throw new CorruptMetadataError(
      `${location} is damaged: its footer doesn't begin with "PFA1"`,
      { location, offset: start },
    );
  const flags = viewOf(footer).getUint32(footer.length - 8, true);
  if (flags > COMPRESSED)
    throw new UnsupportedFormatError(
      `The footer of ${location} has unknown flags, 0x${flags.toString(16)}`,
      { location },
    );
  const stored = footer.subarray(MAGIC_BYTES, footer.length - FOOTER_END_BYTES);
  const payload =
    flags === COMPRESSED ? unpack(stored, location, start) : stored;
  const warnings: ReadWarning[] = [];
  const json = parseExactJson(decode(payload, location, start), location);
  if (!JsonFields.isObject(json))
    throw new CorruptMetadataError(
      `The footer of ${location} must hold a JSON object`,
      { location, offset: start + MAGIC_BYTES },
    );
  const fields = new JsonFields(json, '', warnings);
  if (!Array.isArray(fields.raw('blobs')))
    throw new CorruptMetadataError(
      `The footer of ${location} has no list "blobs"`,
      { location, path: 'blobs' },
    );
  return {
    blobs: fields
      .objects('blobs')
      .map(entry => parseBlob(entry.fields, entry.path, location, start)),
    properties: fields.strings('properties'),
    footerSizeBytes: footer.length,
    warnings,
  };
}

function parseBlob(
  fields: JsonFields,
  path: string,
  location: string,
  footerStart: number,
): PuffinBlob {
  const type = fields.string('type');
  const offset = fields.integer('offset');
  const length = fields.integer('length');
  if (type === undefined || offset === undefined || length === undefined)
    throw new CorruptMetadataError(
      `${path} in the footer of ${location} needs "type", "offset" and "length"`,
      { location, path },
    );
  if (offset < MAGIC_BYTES || length < 0 || offset + length > footerStart)
    throw new CorruptMetadataError(
      `${path} in the footer of ${location} is at ${offset} with ${length} bytes, outside of 4 to ${footerStart}, where blobs can be`,
      { location, path },
    );
  return {
    type,
    fields: fields.integers('fields'),
    snapshotId: known(fields.id('snapshot-id')),
    sequenceNumber: known(fields.id('sequence-number')),
    offset,
    length,
    compressionCodec: fields.string('compression-codec'),
    properties: fields.strings('properties'),
  };
}

/** A deletion vector is written before its snapshot has an id: -1. */
function known(id: string | undefined): string | undefined {
  return id === '-1' ? undefined : id;
}

function unpack(
  stored: Uint8Array,
  location: string,
  start: number,
): Uint8Array {
  try {
    return uncompressLz4(stored, MAX_FOOTER_BYTES);
  } catch (cause) {
    throw new CorruptMetadataError(
      `The footer of ${location} can't be unpacked as LZ4: ${
        cause instanceof Error ? cause.message : String(cause)
      }`,
      { location, offset: start + MAGIC_BYTES, cause },
    );
  }
}

function decode(payload: Uint8Array, location: string, start: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch (cause) {
    throw new CorruptMetadataError(
      `The footer of ${location} is not UTF-8 text`,
      { location, offset: start + MAGIC_BYTES, cause },
    );
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
