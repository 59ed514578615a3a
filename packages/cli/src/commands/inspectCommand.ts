import {
  inspectionToJson,
  inspectTable,
  readTableMetadata,
  stringifyExactJson,
} from '@lakehouse-portal/table-metadata';
import { locateTable } from '../locate/locateTable';
import { parseRewrites } from '../locate/parseRewrites';
import { describeInspection } from '../output/describeInspection';
import type { Terminal } from '../output/Terminal';

/** Options of commands that read one table. */
export interface TableOptions {
  rewrite?: string[];
  config?: string[];
  json: boolean;
}

/** `lakehouse inspect`: what a table's metadata says, and what its files add up to. */
export async function inspectCommand(
  terminal: Terminal,
  location: string,
  options: TableOptions & { growth: boolean },
): Promise<void> {
  const rewrites = parseRewrites(options.rewrite ?? []);
  const located = await locateTable(location, {
    rewrites,
    configFiles: options.config ?? [],
  });
  const metadata = await readTableMetadata(
    located.metadataIo,
    located.metadataLocation,
  );
  metadata.warnings.unshift(...located.warnings);
  const inspection = await inspectTable(located.io, metadata, {
    concurrency: located.concurrency,
    // The folder may have a million files of other kinds: listed only for who asks.
    metadataFilesOf: options.growth ? located.metadataFilesOf : undefined,
  });
  terminal.out(
    options.json
      ? `${stringifyExactJson(inspectionToJson(inspection), 2)}\n`
      : describeInspection(located.configured?.name ?? location, inspection),
  );
}
