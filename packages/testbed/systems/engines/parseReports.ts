import type { TableReport, WrittenTable } from './TableReport';

/**
 * Reads lines of JSON. Integers beyond 2^53 become strings: done here with `JSON.parse`, so that the tested parser
 * doesn't check itself.
 */
export function parseLines<T>(lines: string): T[] {
  return lines
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line, keepLongs as Reviver) as T);
}

/** Reads what an engine's program printed: a line for each table. */
export function parseReports(lines: string): WrittenTable[] {
  return parseLines<WrittenTable & TableReport>(lines).map(
    ({ table, error, ...report }) =>
      error === undefined ? { table, report } : { table, error },
  );
}

type Reviver = (this: unknown, key: string, value: unknown) => unknown;

/** A reviver for `JSON.parse` that keeps integers beyond 2^53 as text. */
export function keepLongs(
  _key: string,
  value: unknown,
  context: { source?: string },
): unknown {
  return typeof value === 'number' &&
    context.source !== undefined &&
    /^-?\d+$/.test(context.source) &&
    !Number.isSafeInteger(value)
    ? context.source
    : value;
}
