import { quotedString } from '../engine/quoting';

/**
 * A list of files for DuckDB's file functions. Wildcards in a path need no escape: DuckDB
 * takes a file that has exactly that name first.
 */
export function parquetList(paths: readonly string[]): string {
  return `[${paths.map(quotedString).join(',')}]`;
}
