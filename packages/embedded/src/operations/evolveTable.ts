import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTable, type ProposedChange } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { UnsupportedOperationError } from '../errors';
import { requireProperty } from '../metadata/requireProperty';
import {
  currentSchema,
  defaultSortOrder,
  defaultSpec,
} from '../metadata/metadataParts';
import type {
  SchemaJson,
  TableMetadataJson,
} from '../metadata/TableMetadataJson';
import { evolvePartitionSpec } from '../partitioning/createPartitionSpec';
import { createSortOrder } from '../partitioning/createSortOrder';
import type { PartitionChange } from '../partitioning/PartitionBy';
import type { SortBy } from '../partitioning/SortBy';
import { evolveSchema } from '../schema/evolveSchema';
import type { SchemaChange } from '../schema/SchemaChange';
import type { CommitResult } from './CommitResult';
import { commitResult } from './tableResult';

/** Commits a change of the metadata alone. Undefined: there is nothing to do. */
export async function commitMetadata(
  context: LakehouseContext,
  table: TableIdentifier,
  change: (metadata: TableMetadataJson) => TableMetadataJson | undefined,
): Promise<CommitResult> {
  const committed = await commitTable(context, table, async base => {
    const metadata = change(base.json);
    return metadata && ({ metadata, discardable: [] } satisfies ProposedChange);
  });
  return commitResult(table, committed);
}

/** @throws ValidationError, AlreadyExistsError */
export function updateSchema(
  context: LakehouseContext,
  table: TableIdentifier,
  changes: SchemaChange[],
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    const current = currentSchema(metadata);
    const { schema, lastColumnId } = evolveSchema(current, changes, {
      formatVersion: metadata['format-version'],
      lastColumnId: metadata['last-column-id'],
      sourceIds: new Set(
        [
          ...defaultSpec(metadata).fields,
          ...defaultSortOrder(metadata).fields,
        ].map(field => field['source-id']),
      ),
    });
    const equal = metadata.schemas.find(
      known => shapeOf(known) === shapeOf(schema),
    );
    if (equal)
      return {
        ...metadata,
        'current-schema-id': equal['schema-id'],
        'last-column-id': lastColumnId,
      };
    const id =
      Math.max(...metadata.schemas.map(known => known['schema-id'])) + 1;
    return {
      ...metadata,
      schemas: [...metadata.schemas, { ...schema, 'schema-id': id }],
      'current-schema-id': id,
      'last-column-id': lastColumnId,
    };
  });
}

function shapeOf(schema: SchemaJson): string {
  return JSON.stringify([schema.fields, schema['identifier-field-ids'] ?? []]);
}

/** @throws ValidationError, AlreadyExistsError */
export function updatePartitioning(
  context: LakehouseContext,
  table: TableIdentifier,
  changes: PartitionChange[],
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    const { spec, isNew, lastPartitionId } = evolvePartitionSpec(
      currentSchema(metadata),
      metadata['partition-specs'],
      defaultSpec(metadata),
      changes,
      {
        formatVersion: metadata['format-version'],
        lastPartitionId: metadata['last-partition-id'],
      },
    );
    return {
      ...metadata,
      'partition-specs': isNew
        ? [...metadata['partition-specs'], spec]
        : metadata['partition-specs'],
      'default-spec-id': spec['spec-id'],
      'last-partition-id': lastPartitionId,
    };
  });
}

/** @throws ValidationError */
export function replaceSortOrder(
  context: LakehouseContext,
  table: TableIdentifier,
  sortBy: SortBy[],
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    const { order, isNew } = createSortOrder(
      currentSchema(metadata),
      metadata['sort-orders'],
      sortBy,
    );
    return {
      ...metadata,
      'sort-orders': isNew
        ? [...metadata['sort-orders'], order]
        : metadata['sort-orders'],
      'default-sort-order-id': order['order-id'],
    };
  });
}

/** @throws ValidationError */
export function setProperties(
  context: LakehouseContext,
  table: TableIdentifier,
  properties: Record<string, string | undefined>,
): Promise<CommitResult> {
  const changes = Object.entries(properties);
  for (const [key, value] of changes)
    if (value !== undefined) requireProperty(key, value);
  return commitMetadata(context, table, metadata => {
    if (changes.every(([key, value]) => metadata.properties[key] === value))
      return undefined;
    const merged = Object.entries({ ...metadata.properties, ...properties });
    return {
      ...metadata,
      properties: Object.fromEntries(
        merged.flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value]],
        ),
      ),
    };
  });
}

export function removeProperties(
  context: LakehouseContext,
  table: TableIdentifier,
  keys: string[],
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    if (!keys.some(key => Object.hasOwn(metadata.properties, key)))
      return undefined;
    return {
      ...metadata,
      properties: Object.fromEntries(
        Object.entries(metadata.properties).filter(
          ([key]) => !keys.includes(key),
        ),
      ),
    };
  });
}

/** @throws UnsupportedOperationError: versions only go up. */
export function upgradeFormatVersion(
  context: LakehouseContext,
  table: TableIdentifier,
  formatVersion: 2 | 3,
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    const before = metadata['format-version'];
    if (formatVersion === before) return undefined;
    if (
      formatVersion < before ||
      (formatVersion !== 2 && formatVersion !== 3)
    ) {
      throw new UnsupportedOperationError(
        `A table cannot go from format version ${before} to ${String(
          formatVersion,
        )}; versions 2 and 3 can be upgraded to.`,
      );
    }
    return {
      ...metadata,
      'format-version': formatVersion,
      'last-sequence-number': metadata['last-sequence-number'] ?? 0n,
      snapshots: metadata.snapshots.map(snapshot => ({
        ...snapshot,
        'sequence-number': snapshot['sequence-number'] ?? 0n,
      })),
      ...(formatVersion >= 3
        ? { 'next-row-id': metadata['next-row-id'] ?? 0n }
        : {}),
    };
  });
}
