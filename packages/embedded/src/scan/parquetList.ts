import { quotedString } from './quotedString';

/**
 * A list of files for `read_parquet`, with the wildcards of DuckDB's file functions
 * made literal: partition folders may well be named `a=[x]*`.
 */
export function parquetList(paths: readonly string[]): string {
  const literals = paths.map(path =>
    quotedString(path.replaceAll(/[[*?]/g, character => `[${character}]`)),
  );
  return `[${literals.join(',')}]`;
}
