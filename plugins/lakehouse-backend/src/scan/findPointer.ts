import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';

/** What the catalog has by a name: asked for, or looked for in the listing where the connector can't be asked. */
export async function findPointer(
  connector: LakehouseConnector,
  table: { namespace: string; name: string },
  signal: AbortSignal,
): Promise<ConnectorTable | undefined> {
  if (connector.findTable) {
    return connector.findTable(table, { signal });
  }
  for await (const page of connector.listTables({ signal })) {
    const found = page.find(
      ({ namespace, name }) =>
        namespace === table.namespace && name === table.name,
    );
    if (found) {
      return found;
    }
  }
  return undefined;
}
