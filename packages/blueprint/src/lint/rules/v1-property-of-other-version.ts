import type { LintRule } from '../model/LintRule';
import { PROPERTY_CHANGES } from '../trino/propertyChanges';

/** V1. */
export const propertyOfOtherVersion: LintRule = {
  id: 'V1',
  name: 'property-of-other-version',
  severity: 'error',
  summary:
    'A property that this version of Trino does not know: renamed, removed, or not there yet',
  consequence:
    'The server stops at start: "Configuration property … was not used".',
  fix: 'Use what the message names; --trino-version judges for another version.',
  source: 'Trino release notes',
  fixable: true,
  *check(context) {
    for (const node of context.trino) {
      for (const file of [node.config, ...node.catalogs])
        for (const entry of file?.properties ?? []) {
          const change = PROPERTY_CHANGES.find(
            ({ property, since, until }) =>
              property.test(entry.key) &&
              ((since !== undefined && node.version < since) ||
                (until !== undefined && node.version >= until)),
          );
          if (!change) continue;
          yield {
            place: entry.place,
            object: file!.object,
            message: `Trino ${node.version} does not know ${entry.key} (${
              change.since === undefined
                ? `gone since ${change.until}`
                : `there from ${change.since} on`
            }, ${change.source}): ${change.advice}`,
            edits:
              change.renamedTo !== undefined &&
              entry.withKey &&
              !file!.property(change.renamedTo)
                ? [entry.withKey(change.renamedTo)]
                : undefined,
          };
        }
      for (const catalog of node.catalogs) {
        const connector = catalog.property('connector.name')!;
        if (connector.value === 'lakehouse' && node.version < 477)
          yield {
            place: connector.place,
            object: catalog.object,
            message: `Trino ${node.version} has no connector "lakehouse" (there from 477 on, release 477): use iceberg, delta_lake or hudi`,
          };
      }
      const memory = node.config?.property('query.max-memory-per-node');
      if (memory && /%\s*$/.test(memory.value) && node.version < 476)
        yield {
          place: memory.place,
          object: node.config!.object,
          message: `Trino ${node.version} takes no percentage for ${memory.key} (from 476 on, release 476): write a size, for example 4GB`,
        };
    }
  },
};
