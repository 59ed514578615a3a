/** Any decoded value as text, so that a number and a bigint of the same value are the same. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'number' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Uint8Array)
    return `x${Buffer.from(
      value.buffer,
      value.byteOffset,
      value.byteLength,
    ).toString('hex')}`;
  if (value instanceof Map)
    return `{${[...value]
      .map(([key, item]) => `${asText(key)}:${asText(item)}`)
      .join()}}`;
  if (Array.isArray(value)) return `[${value.map(asText).join()}]`;
  return JSON.stringify(value);
}
