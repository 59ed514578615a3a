import type { RestConfig } from './restConfig';

/** Endpoints of the specification that reading a catalog needs. */
export const ENDPOINTS = {
  listNamespaces: 'GET /v1/{prefix}/namespaces',
  loadNamespace: 'GET /v1/{prefix}/namespaces/{namespace}',
  listTables: 'GET /v1/{prefix}/namespaces/{namespace}/tables',
  loadTable: 'GET /v1/{prefix}/namespaces/{namespace}/tables/{table}',
  tableExists: 'HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}',
  listViews: 'GET /v1/{prefix}/namespaces/{namespace}/views',
} as const;

/** What every catalog has that does not say what it has. */
const ALWAYS: ReadonlySet<string> = new Set([
  ENDPOINTS.listNamespaces,
  ENDPOINTS.loadNamespace,
  ENDPOINTS.listTables,
  ENDPOINTS.loadTable,
]);

/** Whether a catalog has an endpoint, as far as it says. */
export function hasEndpoint(
  config: RestConfig,
  endpoint: keyof typeof ENDPOINTS,
): boolean {
  return (config.endpoints ?? ALWAYS).has(ENDPOINTS[endpoint]);
}
