/**
 * A size as Trino or a JVM writes it, in bytes: `4GB`, `512MB`, `6G`, `6g`, `8192m`; units are binary in both.
 * `undefined` if it is none.
 */
export function parseDataSize(text: string | undefined): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kKmMgGtTpP]?)[bB]?\s*$/.exec(
    text ?? '',
  );
  if (!match) return undefined;
  const power = 'kmgtp'.indexOf(match[2].toLowerCase()) + 1;
  return Number(match[1]) * 1024 ** (match[2] === '' ? 0 : power);
}

/** Bytes for people: `1.5 GiB`. */
export function formatSize(bytes: number): string {
  for (const [unit, size] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const)
    if (bytes >= size) return `${Number((bytes / size).toFixed(2))} ${unit}`;
  return `${Math.round(bytes)} B`;
}
