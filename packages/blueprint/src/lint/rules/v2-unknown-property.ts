import type { LintRule } from '../model/LintRule';
import type { ConfigFile } from '../objects/ConfigFile';
import { propertyState } from '../trino/knownProperties';
import { PROPERTY_CHANGES } from '../trino/propertyChanges';
import type { TrinoNode } from '../trino/TrinoNode';

/** Connectors whose properties are in the catalogue. */
const CONNECTORS = /^(iceberg|hive|delta_lake)$/;
/** T1 and T3 have more to say of these. */
const OTHERS =
  /^(query\.max-total-memory-per-node|query\.reserved-memory|hive\.(s3|azure|gcs|cos)\..*|connector\.name)$/;

/** V2. */
export const unknownProperty: LintRule = {
  id: 'V2',
  name: 'unknown-property',
  severity: 'error',
  summary: 'A property that Trino has never heard of, or has abolished',
  consequence:
    'The server stops at start: "Configuration property … was not used", or "Defunct property … cannot be configured".',
  fix: 'Correct the name, or remove the property.',
  source: 'the configuration classes in the jars of Trino 476 and 483',
  *check(context) {
    for (const node of context.trino)
      for (const file of knownFiles(node))
        for (const entry of file.properties) {
          const { key } = entry;
          if (
            OTHERS.test(key) ||
            PROPERTY_CHANGES.some(({ property }) => property.test(key))
          )
            continue;
          const state = propertyState(key, node.version);
          if (state === 'known') continue;
          yield {
            place: entry.place,
            object: file.object,
            message:
              state === 'defunct'
                ? `${key} is abolished in Trino ${node.version}: the server stops with "Defunct property"`
                : `Trino ${node.version} knows no ${key}: the server stops with "Configuration property '${key}' was not used"`,
          };
        }
  },
};

/** Files all of whose properties are in the catalogue: a connector or plugin of your own has properties of its own. */
function knownFiles(node: TrinoNode): ConfigFile[] {
  return [
    ...(node.config ? [node.config] : []),
    ...node.catalogs.filter(catalog =>
      CONNECTORS.test(catalog.property('connector.name')?.value ?? ''),
    ),
  ];
}
