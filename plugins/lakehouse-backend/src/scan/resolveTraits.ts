import { createHash } from 'node:crypto';
import {
  flattenSchema,
  formatType,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { parseOwner, type ConnectionConfig } from '../config';
import type { ListedState, StoredSchema, TableTraits } from '../database';

/** A schema of such a name is of that layer, unless something says otherwise. */
const MEDALLION_LAYERS = ['bronze', 'silver', 'gold'];

/** Characters; a name of a layer or a description that is longer is cut. */
const MAX_LAYER = 63;
const MAX_DESCRIPTION = 2000;

/**
 * Owner, layer and description of a table. Each may be said in several places; later ones win:
 *
 * 1. the name of the schema (bronze, silver, gold: layer)
 * 2. properties of the schema: `lakehouse.owner` or `owner`, `lakehouse.layer` or `layer`
 * 3. properties of the table: `lakehouse.owner` or `owner`, `lakehouse.layer`; `comment`: description
 * 4. configuration: `layers` by schema, then `rules` in their order
 *
 * A plain `owner` counts only when it is a full entity ref: engines put the name of an
 * operating system user there.
 */
export function resolveTraits(table: {
  connection: ConnectionConfig;
  schema: Pick<StoredSchema, 'name' | 'owner' | 'layer'>;
  name: string;
  metadata: TableMetadata;
}): TableTraits {
  const { connection, schema, metadata } = table;
  const { properties } = metadata;
  const rules = connection.rules.filter(rule =>
    rule.matches(`${schema.name}.${table.name}`),
  );
  const owner = lastSaid([
    schema.owner,
    ownerOfProperties(properties),
    ...rules.map(rule => rule.owner),
  ]);
  const layer = lastSaid([
    schema.layer,
    layerOf(properties['lakehouse.layer']),
    connection.layers.get(schema.name),
    ...rules.map(rule => rule.layer),
  ]);
  const description =
    properties.comment?.trim().slice(0, MAX_DESCRIPTION) || undefined;
  const current = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const columns = current
    ? flattenSchema(current).map(field => [
        field.path,
        formatType(field.type),
        field.doc,
      ])
    : [];
  const identity = [
    metadata.tableUuid,
    metadata.formatVersion,
    owner,
    layer,
    description,
    columns,
  ];
  return {
    owner,
    layer,
    description,
    identityKey: createHash('sha256')
      .update(JSON.stringify(identity))
      .digest('hex'),
  };
}

/** Owner and layer of what is listed and not read: a view, a table of another format. No properties of it are known. */
export function resolveListedTraits(table: {
  connection: ConnectionConfig;
  schema: Pick<StoredSchema, 'name' | 'owner' | 'layer'>;
  name: string;
  state: ListedState;
}): Pick<TableTraits, 'owner' | 'layer' | 'identityKey'> {
  const { connection, schema, state } = table;
  const rules = connection.rules.filter(rule =>
    rule.matches(`${schema.name}.${table.name}`),
  );
  const owner = lastSaid([schema.owner, ...rules.map(rule => rule.owner)]);
  const layer = lastSaid([
    schema.layer,
    connection.layers.get(schema.name),
    ...rules.map(rule => rule.layer),
  ]);
  const identity = [state.kind, state.format, owner, layer];
  return {
    owner,
    layer,
    identityKey: createHash('sha256')
      .update(JSON.stringify(identity))
      .digest('hex'),
  };
}

/** Owner, layer and description of a schema, from its name, its properties and the configuration. */
export function resolveSchema(
  connection: ConnectionConfig,
  namespace: { namespace: string; properties: Record<string, string> },
): StoredSchema {
  const { namespace: name, properties } = namespace;
  return {
    name,
    owner: ownerOfProperties(properties),
    layer: lastSaid([
      MEDALLION_LAYERS.find(layer => layer === name.toLocaleLowerCase('en-US')),
      layerOf(properties['lakehouse.layer'] ?? properties.layer),
      connection.layers.get(name),
    ]),
    description:
      properties.comment?.trim().slice(0, MAX_DESCRIPTION) || undefined,
    properties,
  };
}

function ownerOfProperties(
  properties: Record<string, string>,
): string | undefined {
  const explicit = properties['lakehouse.owner'];
  if (explicit) {
    return parseOwner(explicit);
  }
  return properties.owner?.includes(':')
    ? parseOwner(properties.owner)
    : undefined;
}

function layerOf(text: string | undefined): string | undefined {
  return text?.trim().slice(0, MAX_LAYER) || undefined;
}

function lastSaid<T>(values: Array<T | undefined>): T | undefined {
  return values.findLast(value => value !== undefined);
}
