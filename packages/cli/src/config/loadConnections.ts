/**
 * Loads what opens connections when it is needed first: all the clients of catalogs take longer than reading a table. By
 * `require`, as this package is CommonJS, where a dynamic import would stay one and cannot run in the tests.
 */
export function loadConnections(): typeof import('@lakehouse-portal/plugin-lakehouse-backend/connections') {
  return require('@lakehouse-portal/plugin-lakehouse-backend/connections');
}
