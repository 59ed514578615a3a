import type { LintRule } from '../model/LintRule';
import { jdbcCatalogsOf } from './jdbcCatalogsOf';

const REQUIRED = [
  'iceberg.jdbc-catalog.catalog-name',
  'iceberg.jdbc-catalog.driver-class',
  'iceberg.jdbc-catalog.connection-url',
  'iceberg.jdbc-catalog.default-warehouse-dir',
];

/** L2. */
export const jdbcCatalogIncomplete: LintRule = {
  id: 'L2',
  name: 'jdbc-catalog-incomplete',
  severity: 'error',
  summary: 'A JDBC catalog without one of its four required properties',
  consequence:
    'A configuration error of one catalog stops the whole server at start.',
  fix: 'Set catalog-name, driver-class, connection-url and default-warehouse-dir (for example s3://warehouse/).',
  source:
    'Trino source: IcebergJdbcCatalogConfig (@NotEmpty); documentation: metastores',
  *check(context) {
    for (const { catalog } of jdbcCatalogsOf(context)) {
      const missing = REQUIRED.filter(key => !catalog.property(key)?.value);
      if (missing.length > 0)
        yield {
          place: catalog.property('iceberg.catalog.type')!.place,
          object: catalog.object,
          message: `The JDBC catalog ${catalog.name.replace(
            /\.properties$/,
            '',
          )} lacks ${missing.join(', ')}: Trino does not start`,
        };
    }
  },
};
