/**
 * Gives a Spark of the testbed catalogs, in place of those that it had from here before. Sessions that run already keep theirs.
 *
 * @param control - Of its connection.
 * @param catalogs - Properties by the catalog's name, without `spark.sql.catalog.`; `''` is the class of the catalog.
 * @throws Error where it does not take them.
 */
export async function replaceSparkCatalogs(
  control: string,
  catalogs: Record<string, Record<string, string>>,
): Promise<void> {
  const lines = Object.entries(catalogs).flatMap(([name, properties]) =>
    Object.entries(properties).map(([key, value]) =>
      [`spark.sql.catalog.${key ? `${name}.${key}` : name}`, value]
        .map(escaped)
        .join('='),
    ),
  );
  const response = await fetch(`${control}/catalogs`, {
    method: 'PUT',
    body: lines.join('\n'),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok)
    throw new Error(`Spark did not take its catalogs: HTTP ${response.status}`);
}

/** As Java's properties files have it. */
function escaped(text: string): string {
  return text.replaceAll(/[\\:=# !]/g, '\\$&').replaceAll('\n', '\\n');
}
