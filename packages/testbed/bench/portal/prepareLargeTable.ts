import { generateTable } from '../../../table-metadata/bench/data/generateTable';
import { MILLION } from '../../../table-metadata/bench/data/tables';

/** The metadata file of a table of a million files, made on first use. */
export async function prepareLargeTable(
  log: (line: string) => void,
): Promise<string> {
  const table = await generateTable(MILLION, log);
  return table.metadataFiles[0];
}
