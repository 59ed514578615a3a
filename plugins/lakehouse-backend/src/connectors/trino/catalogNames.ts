import { namespaceLevels, namespaceName } from '@lakehouse-portal/catalogs';
import type { TrinoTableName } from '@lakehouse-portal/trino';
import type { TrinoConnectorConfig } from './TrinoConnectorConfig';

/** A schema as the portal names it: its name, or catalog and schema where several catalogs may be read. */
export function namespaceOf(
  config: Pick<TrinoConnectorConfig, 'isPrefixed'>,
  catalog: string,
  schema: string,
): string {
  return namespaceName(config.isPrefixed ? [catalog, schema] : [schema]);
}

/** The table that the portal means; undefined for a name that this connection can't have. */
export function trinoNameOf(
  config: Pick<TrinoConnectorConfig, 'isPrefixed' | 'catalogs'>,
  table: { namespace: string; name: string },
): TrinoTableName | undefined {
  const levels = namespaceLevels(table.namespace);
  const [catalog, schema] = config.isPrefixed
    ? levels
    : [config.catalogs[0], ...levels];
  const isKnown =
    levels.length === (config.isPrefixed ? 2 : 1) &&
    config.catalogs.includes(catalog);
  return isKnown ? { catalog, schema, table: table.name } : undefined;
}
