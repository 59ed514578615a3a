import type { Knex } from 'knex';
import type { SchemaRow } from './rows';
import { storableText } from './storableText';
import type { SchemaStore, StoredSchema } from './SchemaStore';

/** Rows per statement: both databases limit the number of parameters. */
const CHUNK = 100;

/** Keeps namespaces in the plugin's database. */
export class DatabaseSchemaStore implements SchemaStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseSchemaStore {
    return new DatabaseSchemaStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(lakehouse: string): Promise<StoredSchema[]> {
    const rows = await this.#knex<SchemaRow>('lakehouse_schemas')
      .where({ lakehouse })
      .orderBy('name');
    return rows.map(row => ({
      name: row.name,
      layer: row.layer ?? undefined,
      owner: row.owner ?? undefined,
      description: row.description ?? undefined,
      properties: JSON.parse(row.properties) as Record<string, string>,
    }));
  }

  async replace(lakehouse: string, schemas: StoredSchema[]): Promise<boolean> {
    const rows = schemas.map(schema => rowOf(lakehouse, schema));
    return this.#knex.transaction(async trx => {
      const before = await trx<SchemaRow>('lakehouse_schemas').where({
        lakehouse,
      });
      const known = new Map(
        before.map(row => [row.name, JSON.stringify(keyOf(row))]),
      );
      const changed = rows.filter(
        row => known.get(row.name) !== JSON.stringify(keyOf(row)),
      );
      const names = new Set(rows.map(row => row.name));
      const gone = before
        .filter(row => !names.has(row.name))
        .map(row => row.name);
      for (let start = 0; start < changed.length; start += CHUNK) {
        await trx<SchemaRow>('lakehouse_schemas')
          .insert(changed.slice(start, start + CHUNK))
          .onConflict(['lakehouse', 'name'])
          .merge();
      }
      for (let start = 0; start < gone.length; start += CHUNK) {
        await trx<SchemaRow>('lakehouse_schemas')
          .where({ lakehouse })
          .whereIn('name', gone.slice(start, start + CHUNK))
          .delete();
      }
      return changed.length > 0 || gone.length > 0;
    });
  }
}

function rowOf(lakehouse: string, schema: StoredSchema): SchemaRow {
  return {
    lakehouse,
    name: schema.name,
    layer: schema.layer === undefined ? null : storableText(schema.layer),
    owner: schema.owner ?? null,
    description:
      schema.description === undefined
        ? null
        : storableText(schema.description),
    properties: JSON.stringify(schema.properties),
  };
}

function keyOf(row: SchemaRow) {
  return [row.layer, row.owner, row.description, row.properties];
}
