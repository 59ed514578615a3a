import { quotedString } from '../engine/quoting';
import { parquetList } from './parquetList';
import type { ScanInput } from './ScanInput';

/**
 * The join that removes positions from rows `d` with `_f`, `_p`; empty without any.
 * Delete files name data files as their writer liked to: with or without `file:`.
 */
export function positionDeletes(input: Pick<ScanInput, 'deleteFiles'>): string {
  const selects: string[] = [];
  const paths: string[] = [];
  for (const file of input.deleteFiles) {
    if (file.kind === 'position-deletes') {
      paths.push(file.path);
    } else if (file.kind === 'deletion-vector' && file.positions.length > 0) {
      // One string constant: a list of a million constants would be slow to parse.
      selects.push(
        `SELECT ${quotedString(
          file.dataFile,
        )} AS f, unnest(CAST(string_split('${file.positions.join(
          ',',
        )}', ',') AS BIGINT[])) AS p`,
      );
    }
  }
  if (paths.length > 0) {
    selects.unshift(
      `SELECT regexp_replace(file_path, '^file:(//)?/', '/') AS f, pos AS p FROM read_parquet(${parquetList(
        paths,
      )}, hive_partitioning=false, union_by_name=true)`,
    );
  }
  return selects.length > 0
    ? `ANTI JOIN (${selects.join(
        ' UNION ALL ',
      )}) pd ON d._f = pd.f AND d._p = pd.p`
    : '';
}
