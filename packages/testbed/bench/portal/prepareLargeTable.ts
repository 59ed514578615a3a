// The benchmark of the metadata reader makes it; no package offers that.
/* eslint-disable @backstage/no-relative-monorepo-imports */
import { generateTable } from '../../../table-metadata/bench/data/generateTable';
import { MILLION } from '../../../table-metadata/bench/data/tables';
/* eslint-enable @backstage/no-relative-monorepo-imports */

/** The metadata file of a table of a million files, made on first use. */
export async function prepareLargeTable(
  log: (line: string) => void,
): Promise<string> {
  const table = await generateTable(MILLION, log);
  return table.metadataFiles[0];
}
