import { TrinoStatements } from '../trino';

/** Those that are made here. */
const OURS = ['rest', 'nessie', 'jdbc', 'hms', 'hms3', 'glue'];

/**
 * Gives a Trino these catalogs, in place of those that it had from here before.
 *
 * @param properties - By the catalog's name.
 * @returns Names of all catalogs for data that it has now.
 */
export async function connectTrino(
  url: string,
  properties: Record<string, Record<string, string>>,
): Promise<string[]> {
  const trino = new TrinoStatements(url);
  const existing = (await trino.query('SHOW CATALOGS')).map(([name]) =>
    String(name),
  );
  for (const name of OURS) {
    if (existing.includes(name)) await trino.dropCatalog(name);
    if (properties[name]) await trino.createCatalog(name, properties[name]);
  }
  return [
    ...existing.filter(
      name => ![...OURS, 'system', 'testbed_probe'].includes(name),
    ),
    ...Object.keys(properties),
  ];
}
