const UNITS = ['', 'k', 'm', 'g', 't', 'p'];

/**
 * Bytes as people write them: `120 GB`, `512MB`, `1.5 TiB`, `134217728`. Units are binary, as everywhere in the portal.
 *
 * @returns undefined when it is no number of bytes above 0.
 * @public
 */
export function parseBytes(text: unknown): bigint | undefined {
  if (typeof text === 'number') {
    return Number.isSafeInteger(text) && text > 0 ? BigInt(text) : undefined;
  }
  const match =
    typeof text === 'string'
      ? /^\s*(\d{1,15})(?:\.(\d{1,3}))?\s*([kmgtp]?)(?:i?b|bytes?)?\s*$/i.exec(
          text,
        )
      : undefined;
  if (!match) {
    return undefined;
  }
  const [, whole, fraction = '', unit] = match;
  const thousandths =
    BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0').slice(0, 3));
  const bytes =
    (thousandths * 1024n ** BigInt(UNITS.indexOf(unit.toLowerCase()))) / 1000n;
  return bytes > 0n ? bytes : undefined;
}
