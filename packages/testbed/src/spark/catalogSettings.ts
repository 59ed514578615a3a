/** Properties by the catalog's name, without `spark.sql.catalog.`; `''` is the class of the catalog. */
export type SparkCatalogs = Record<string, Record<string, string>>;

/** As settings of Spark. */
export function catalogSettings(
  catalogs: SparkCatalogs,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogs).flatMap(([name, properties]) =>
      Object.entries(properties).map(([key, value]) => [
        `spark.sql.catalog.${key ? `${name}.${key}` : name}`,
        value,
      ]),
    ),
  );
}
