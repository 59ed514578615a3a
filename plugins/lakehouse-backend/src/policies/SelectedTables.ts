import {
  matchesSelector,
  type PolicySelector,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { TableRow } from '../database/rows';

/** What a selector selects. */
export interface Selection {
  tables: number;
  /** The first by name. */
  examples: TableRef[];
}

/** Tables that policies tell from each other only by their names. */
interface TableGroup {
  lakehouse: string;
  layer?: string;
  schema: string;
  tables: string[];
}

const EXAMPLES = 20;

/** Counts which tables policies are for, by lakehouse, layer and name as the last scans know them. */
export class SelectedTables {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One query, whatever the number of selectors; the answers are in their order. */
  async select(
    selectors: ReadonlyArray<PolicySelector | undefined>,
    lakehouses: readonly string[],
  ): Promise<{ selections: Selection[]; tables: number }> {
    const groups = await this.#groups(lakehouses);
    return {
      selections: selectors.map(selector => selectFrom(groups, selector)),
      tables: groups.reduce((sum, { tables }) => sum + tables.length, 0),
    };
  }

  async #groups(lakehouses: readonly string[]): Promise<TableGroup[]> {
    const rows = (await this.#knex<TableRow>('lakehouse_tables')
      .whereIn('lakehouse', lakehouses)
      .where({ kind: 'table' })
      .whereNull('gone_at')
      .orderBy(['lakehouse', 'schema_name', 'table_name'])
      .select('lakehouse', 'layer', 'schema_name', 'table_name')) as Array<
      Pick<TableRow, 'lakehouse' | 'layer' | 'schema_name' | 'table_name'>
    >;
    const groups = new Map<string, TableGroup>();
    for (const row of rows) {
      const key = JSON.stringify([row.lakehouse, row.layer, row.schema_name]);
      const group = groups.get(key) ?? {
        lakehouse: row.lakehouse,
        layer: row.layer ?? undefined,
        schema: row.schema_name,
        tables: [],
      };
      groups.set(key, group);
      group.tables.push(row.table_name);
    }
    return [...groups.values()];
  }
}

function selectFrom(
  groups: TableGroup[],
  selector: PolicySelector | undefined,
): Selection {
  const { table: pattern, ...ofGroup } = selector ?? {};
  const selection: Selection = { tables: 0, examples: [] };
  for (const { tables, ...group } of groups) {
    // Most policies tell tables by what all of a schema have in common.
    if (matchesSelector(ofGroup, { ...group, table: '' })) {
      const selected =
        pattern === undefined
          ? tables
          : tables.filter(table =>
              matchesSelector({ table: pattern }, { ...group, table }),
            );
      selection.tables += selected.length;
      for (const table of selected.slice(
        0,
        EXAMPLES - selection.examples.length,
      )) {
        const { lakehouse, schema } = group;
        selection.examples.push({ lakehouse, schema, table });
      }
    }
  }
  return selection;
}
