import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  tableNameParameter,
  type LakehouseDetail,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';

const PAGE_SIZE = 500;
/** Tables that are asked for by name at once, at most. */
const MAX_NAMES = 100;
/** Characters: names go in the address, which servers limit. */
const MAX_NAMES_LENGTH = 6000;

/**
 * What the provider needs of the lakehouse back end.
 * @public
 */
export type LakehouseSource = Pick<
  LakehouseService,
  'listLakehouses' | 'getLakehouse' | 'listTables'
>;

/** A name of a table in its lakehouse. */
export interface TableName {
  schema: string;
  table: string;
}

/** Reads what the entities of one lakehouse are made of. */
export interface LakehouseReader {
  detail(): Promise<LakehouseDetail>;
  /** All tables, or a rejection: never a part of them. */
  allTables(): Promise<TableSummary[]>;
  /** Those of these tables that there are. */
  tables(names: TableName[]): Promise<TableSummary[]>;
}

/** A reader on behalf of the catalog back end itself. */
export function createLakehouseReader(options: {
  name: string;
  lakehouse: LakehouseSource;
  credentials: BackstageCredentials;
}): LakehouseReader {
  const { name, lakehouse, credentials } = options;
  return {
    detail: () => lakehouse.getLakehouse(name, { credentials }),
    async allTables() {
      const tables: TableSummary[] = [];
      let cursor: string | undefined;
      do {
        const page = await lakehouse.listTables(
          {
            lakehouse: name,
            sort: 'name',
            order: 'asc',
            limit: PAGE_SIZE,
            ...(cursor === undefined ? {} : { cursor }),
          },
          { credentials },
        );
        tables.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return tables;
    },
    async tables(names) {
      const found: TableSummary[] = [];
      for (const chunk of chunksOf(names.map(tableNameParameter))) {
        const page = await lakehouse.listTables(
          { lakehouse: name, name: chunk, limit: chunk.length },
          { credentials },
        );
        found.push(...page.items);
      }
      return found;
    },
  };
}

function* chunksOf(names: string[]): Generator<string[]> {
  let chunk: string[] = [];
  let length = 0;
  for (const name of names) {
    const encoded = encodeURIComponent(name).length + 6;
    if (
      chunk.length > 0 &&
      (chunk.length === MAX_NAMES || length + encoded > MAX_NAMES_LENGTH)
    ) {
      yield chunk;
      chunk = [];
      length = 0;
    }
    chunk.push(name);
    length += encoded;
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}
