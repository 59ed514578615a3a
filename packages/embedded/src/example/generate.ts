/**
 * SQL that makes up values: the same for the same key and seed, in every run.
 * Keys are SQL expressions, seeds tell the columns apart.
 */

/** A BIGINT from 0 to `sides - 1`. */
export function dice(key: string, seed: number, sides: number): string {
  return `CAST(hash(${key}, ${seed}) % ${sides} AS BIGINT)`;
}

/** One of the texts; a text that is listed twice comes twice as often. */
export function choose(
  texts: readonly string[],
  key: string,
  seed: number,
): string {
  const list = texts.map(text => `'${text.replaceAll("'", "''")}'`).join(', ');
  return `([${list}])[1 + ${dice(key, seed, texts.length)}]`;
}

/** An amount of money from `from` to `to`, with cents; more small ones than large ones. */
export function amount(
  key: string,
  seed: number,
  from: number,
  to: number,
): string {
  const share = `(${dice(key, seed, 10_000)} / 10000.0)`;
  return `CAST(round(${from} + ${
    to - from
  } * ${share} * ${share}, 2) AS DECIMAL(12,2))`;
}

/**
 * A moment with time zone.
 *
 * @param startMs - Milliseconds since the epoch.
 * @param offsetMs - SQL of milliseconds to add.
 */
export function moment(startMs: number, offsetMs = '0'): string {
  return `make_timestamptz(CAST(${
    startMs * 1000
  } + 1000 * (${offsetMs}) AS BIGINT))`;
}

/** The day of a moment, in UTC. */
export function dayOf(momentSql: string): string {
  return `CAST(timezone('UTC', ${momentSql}) AS DATE)`;
}
