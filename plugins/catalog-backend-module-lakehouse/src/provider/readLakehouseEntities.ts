import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import { lakehouseEntities } from './lakehouseEntities';
import { becomesEntity, type TableRule } from './TableRule';

const PAGE_SIZE = 500;

/**
 * What the provider needs of the lakehouse back end.
 * @public
 */
export type LakehouseSource = Pick<
  LakehouseService,
  'listLakehouses' | 'getLakehouse' | 'listTables'
>;

/**
 * All entities of a lakehouse, or a rejection: never a part of them.
 *
 * `complete` is false as long as the lakehouse has never been scanned
 * successfully: tables may then be missing that the catalog knows.
 */
export async function readLakehouseEntities(options: {
  name: string;
  lakehouse: LakehouseSource;
  credentials: BackstageCredentials;
  rules: TableRule[];
}): Promise<{ entities: Entity[]; complete: boolean }> {
  const { name, lakehouse, credentials, rules } = options;
  const detail = await lakehouse.getLakehouse(name, { credentials });
  const tables: TableSummary[] = [];
  for (;;) {
    const page = await lakehouse.listTables(
      {
        lakehouse: name,
        sort: 'name',
        order: 'asc',
        offset: tables.length,
        limit: PAGE_SIZE,
      },
      { credentials },
    );
    tables.push(...page.items);
    if (tables.length >= page.totalItems) {
      break;
    }
    if (page.items.length === 0) {
      throw new Error(
        `The list of tables of lakehouse ${name} ended after ${tables.length} of ${page.totalItems}`,
      );
    }
  }
  return {
    entities: lakehouseEntities(
      detail,
      tables.filter(table => becomesEntity(table, rules)),
    ),
    complete: detail.scan.lastSuccessAt !== undefined,
  };
}
