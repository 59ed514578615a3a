/**
 * What a manifest keeps of a column: nothing, counts, or counts and bounds cut to so many characters (bytes of binaries).
 * @see https://iceberg.apache.org/docs/latest/configuration/#write-properties
 */
export type MetricsMode =
  | { kind: 'none' }
  | { kind: 'counts' }
  | { kind: 'truncate'; length: number }
  | { kind: 'full' };

const DEFAULT_LENGTH = 16;

/** Columns beyond these get no statistics unless asked for, as in Java. */
const DEFAULT_MAX_INFERRED = 100;

/**
 * The metrics mode of a column, from the table's properties; unknown modes count as the default `truncate(16)`.
 *
 * @param path - full path of the column.
 * @param place - its place among the columns that can have statistics, from 0.
 */
export function metricsMode(
  properties: Record<string, string>,
  path: string,
  place: number,
): MetricsMode {
  const own = properties[`write.metadata.metrics.column.${path}`];
  if (own !== undefined) return parseMode(own);
  const general = properties['write.metadata.metrics.default'];
  if (general !== undefined) return parseMode(general);
  const limit = Number(
    properties['write.metadata.metrics.max-inferred-column-defaults'] ??
      DEFAULT_MAX_INFERRED,
  );
  return place < (Number.isFinite(limit) ? limit : DEFAULT_MAX_INFERRED)
    ? { kind: 'truncate', length: DEFAULT_LENGTH }
    : { kind: 'none' };
}

function parseMode(text: string): MetricsMode {
  const mode = text.trim().toLowerCase();
  if (mode === 'none' || mode === 'counts' || mode === 'full')
    return { kind: mode };
  const match = /^truncate\((\d{1,6})\)$/.exec(mode);
  const length = match ? Number(match[1]) : DEFAULT_LENGTH;
  return { kind: 'truncate', length: Math.max(1, length) };
}
