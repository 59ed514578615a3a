import { catalogSettings, type SparkCatalogs } from './catalogSettings';

/**
 * Gives a Spark of the testbed catalogs, in place of those that it had from here before. Sessions that run already keep theirs.
 *
 * @param control - Of its connection.
 * @throws Error where it does not take them.
 */
export async function replaceSparkCatalogs(
  control: string,
  catalogs: SparkCatalogs,
): Promise<void> {
  const lines = Object.entries(catalogSettings(catalogs)).map(setting =>
    setting.map(escaped).join('='),
  );
  const response = await fetch(`${control}/catalogs`, {
    method: 'PUT',
    body: lines.join('\n'),
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok)
    throw new Error(`Spark did not take its catalogs: HTTP ${response.status}`);
}

/** As Java's properties files have it. */
function escaped(text: string): string {
  return text.replaceAll(/[\\:=# !]/g, '\\$&').replaceAll('\n', '\\n');
}
