/** Bytes as text of one character each: `<` orders such texts as Iceberg orders the bytes of strings and UUIDs. */
export function orderedText(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    start,
    end,
  );
}
