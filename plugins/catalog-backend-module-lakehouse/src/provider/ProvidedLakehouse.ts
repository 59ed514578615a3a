import { createHash } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  combineIdentities,
  type LakehouseDetail,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  lakehouseEntity,
  schemaEntity,
  tableEntity,
} from './lakehouseEntities';
import type { TableName } from './createLakehouseReader';
import { becomesEntity, type TableRule } from './TableRule';

/** What has to be done in the catalog. */
export interface EntityDelta {
  added: Entity[];
  /** Entity refs. */
  removed: string[];
}

/** What is known of a table: enough to tell whether it has changed, and no more, since there are thousands. */
interface KnownTable {
  identity: string;
  /** Absent where no rule makes it an entity. */
  entityRef?: string;
}

/**
 * What this process gave the catalog of one lakehouse. Tells what has to be done for it to be as the lakehouse is, and
 * whether it is.
 */
export class ProvidedLakehouse {
  readonly #rules: TableRule[];
  #tables = new Map<string, KnownTable>();
  /** Hash of the System and of each schema, by entity ref. */
  #parts = new Map<string, string>();

  constructor(rules: TableRule[]) {
    this.#rules = rules;
  }

  /** The same, to be changed on its own. */
  copy(): ProvidedLakehouse {
    const copy = new ProvidedLakehouse(this.#rules);
    copy.#parts = this.#parts;
    copy.#tables = new Map(this.#tables);
    return copy;
  }

  /** True when no table has changed that this does not know of. */
  isCurrent(detail: LakehouseDetail): boolean {
    return (
      combineIdentities(
        [...this.#tables.values()].map(({ identity }) => identity),
      ) === detail.tablesIdentity
    );
  }

  /** After all tables were read. With `keep`, what is not among them stays. */
  replaceAll(
    detail: LakehouseDetail,
    tables: TableSummary[],
    options: { keep: boolean },
  ): EntityDelta {
    const names = new Set(tables.map(keyOf));
    const gone = options.keep
      ? []
      : [...this.#tables.keys()].filter(key => !names.has(key));
    return this.#apply(detail, tables, gone, options.keep);
  }

  /** After some tables were read: those that are named and were not found are gone. */
  replaceSome(
    detail: LakehouseDetail,
    names: TableName[],
    tables: TableSummary[],
  ): EntityDelta {
    const found = new Set(tables.map(keyOf));
    const gone = names.map(keyOf).filter(key => !found.has(key));
    return this.#apply(detail, tables, gone, false);
  }

  /** Refs of all entities that were given. */
  refs(): string[] {
    return [
      ...this.#parts.keys(),
      ...[...this.#tables.values()].flatMap(({ entityRef }) =>
        entityRef === undefined ? [] : [entityRef],
      ),
    ];
  }

  #apply(
    detail: LakehouseDetail,
    tables: TableSummary[],
    goneKeys: string[],
    keepParts: boolean,
  ): EntityDelta {
    const added: Entity[] = [];
    const taken = new Set<string>();
    const given = new Set<string>();
    for (const key of goneKeys) {
      const known = this.#tables.get(key);
      this.#tables.delete(key);
      if (known?.entityRef) {
        taken.add(known.entityRef);
      }
    }
    for (const table of tables) {
      const key = keyOf(table);
      const known = this.#tables.get(key);
      const { identity } = table;
      const isEntity = becomesEntity(table, this.#rules);
      const entityRef = isEntity ? table.entityRef : undefined;
      if (known?.entityRef && known.entityRef !== entityRef) {
        taken.add(known.entityRef);
      }
      if (entityRef) {
        given.add(entityRef);
        if (known?.identity !== identity || known.entityRef !== entityRef) {
          added.push(tableEntity(table));
        }
      }
      this.#tables.set(key, { identity, entityRef });
    }
    this.#applyParts(detail, keepParts, added, taken);
    // A table that was renamed keeps its entity: gone by one name, given by the other.
    const removed = [...taken].filter(ref => !given.has(ref));
    return { added, removed };
  }

  #applyParts(
    detail: LakehouseDetail,
    keep: boolean,
    added: Entity[],
    taken: Set<string>,
  ): void {
    const parts = new Map<string, string>(keep ? this.#parts : []);
    for (const entity of [
      lakehouseEntity(detail),
      ...detail.schemas.map(schema => schemaEntity(detail, schema)),
    ]) {
      const ref = stringifyEntityRef(entity);
      const hash = createHash('sha256')
        .update(JSON.stringify(entity))
        .digest('base64');
      if (this.#parts.get(ref) !== hash) {
        added.push(entity);
      }
      parts.set(ref, hash);
    }
    for (const ref of this.#parts.keys()) {
      if (!parts.has(ref)) {
        taken.add(ref);
      }
    }
    this.#parts = parts;
  }
}

function keyOf({ schema, table }: TableName): string {
  return JSON.stringify([schema, table]);
}
