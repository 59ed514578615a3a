import { CatalogResponseError } from '../errors';
import { MAX_VALUE_BYTES } from './maxValueBytes';

/** Smaller ones can't grow far. */
const SMALL = 1024 * 1024;
/** What values take in memory, about. */
const OBJECT_BYTES = 100;
const LIST_BYTES = 48;
const MEMBER_BYTES = 50;
const VALUE_BYTES = 24;

/**
 * Parses JSON of an answer, if there is memory for what is in it: `[{},{},…` of 33 MB becomes more than one GB.
 *
 * @param what - What was asked, for messages.
 * @throws SyntaxError when it is no JSON, CatalogResponseError when it has too much in it.
 */
export function parseAnswer(bytes: Uint8Array, what: string): unknown {
  if (bytes.length > SMALL && sizeOfValues(bytes) > MAX_VALUE_BYTES)
    throw new CatalogResponseError(
      `${what} answered with more values than there is memory for them`,
    );
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Told by brackets, colons and commas, without that anything is built. */
function sizeOfValues(bytes: Uint8Array): number {
  let size = 0;
  let isInText = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0x22) isInText = !isInText;
    else if (isInText) index += byte === 0x5c ? 1 : 0;
    else if (byte === 0x7b) size += OBJECT_BYTES;
    else if (byte === 0x5b) size += LIST_BYTES;
    else if (byte === 0x3a) size += MEMBER_BYTES;
    else if (byte === 0x2c) size += VALUE_BYTES;
  }
  return size;
}
