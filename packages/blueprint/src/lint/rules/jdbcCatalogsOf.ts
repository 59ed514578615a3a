import type { LintContext } from '../LintContext';
import type { ConfigFile } from '../objects/ConfigFile';
import type { TrinoNode } from '../trino/TrinoNode';

/** The catalogs of Trino that are Iceberg JDBC catalogs. */
export function* jdbcCatalogsOf(
  context: LintContext,
): Generator<{ node: TrinoNode; catalog: ConfigFile }> {
  for (const node of context.trino)
    for (const catalog of node.catalogs)
      if (
        catalog.property('iceberg.catalog.type')?.value.toLowerCase() === 'jdbc'
      )
        yield { node, catalog };
}
