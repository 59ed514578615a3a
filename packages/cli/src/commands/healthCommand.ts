import { judge, resolvePolicy } from '@lakehouse-portal/table-health';
import {
  inspectTable,
  readTableMetadata,
  stringifyExactJson,
} from '@lakehouse-portal/table-metadata';
import { locateTable } from '../locate/locateTable';
import { parseRewrites } from '../locate/parseRewrites';
import { describeHealth } from '../output/describeHealth';
import type { Terminal } from '../output/Terminal';
import type { TableOptions } from './inspectCommand';

/** `lakehouse health`: the verdict over a table, and why. */
export async function healthCommand(
  terminal: Terminal,
  location: string,
  options: TableOptions,
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
  const { files, warnings } = await inspectTable(located.io, metadata, {
    concurrency: located.concurrency,
  });
  const policy = resolvePolicy({
    layer: located.configured?.layer ?? metadata.properties['lakehouse.layer'],
    metadata,
    overrides: located.configured?.policies,
  });
  const health = judge({ metadata, files, nowMs: Date.now() }, policy);
  const incomplete = files?.incomplete ?? false;
  terminal.out(
    options.json
      ? `${stringifyExactJson(
          {
            score: null,
            snapshotId: null,
            ...health,
            metadataLocation: metadata.metadataLocation,
            policy,
            incomplete,
            warnings,
          },
          2,
        )}\n`
      : describeHealth(located.configured?.name ?? location, health, warnings),
  );
}
