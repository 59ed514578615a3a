/** A UUID with dashes, in lower case, from its 16 bytes. */
export function bytesToUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    bytes.byteLength,
  ).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** The 16 bytes of a UUID with or without dashes; `undefined` when it is none. */
export function uuidToBytes(uuid: string): Uint8Array | undefined {
  const hex = uuid.replaceAll('-', '');
  return /^[0-9a-fA-F]{32}$/.test(hex)
    ? new Uint8Array(Buffer.from(hex, 'hex'))
    : undefined;
}
