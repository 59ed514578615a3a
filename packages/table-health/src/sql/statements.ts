import type {
  PartitionField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { columnNames } from '../layout';
import type { TableName } from '../model';
import type { CoarserPartitioning } from '../recommendations/coarserPartitioning';
import {
  sparkCall,
  sparkIdentifier,
  sparkString,
  sparkTable,
  trinoIdentifier,
  trinoString,
  trinoTable,
} from './quoted';

type Statements = Record<string, string>;

const mb = 1024 * 1024;

/** Rewrites files below a size; sorts where the table says so. */
export function compactStatements(
  name: TableName,
  {
    targetBytes,
    sorted,
    all,
  }: { targetBytes: number; sorted: boolean; all: boolean },
): Statements {
  const options: string[] = ['target-file-size-bytes', String(targetBytes)];
  if (all) {
    options.push('rewrite-all', 'true');
  }
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} EXECUTE optimize(file_size_threshold => ${trinoString(
      all ? '100GB' : trinoSize(targetBytes),
    )})`,
    spark: sparkCall('rewrite_data_files', name, {
      ...(sorted ? { strategy: "'sort'" } : {}),
      options: `map(${options.map(sparkString).join(', ')})`,
    }),
  };
}

/** Folds deletes into the data files that they apply to. */
export function foldDeletesStatements(name: TableName): Statements {
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} EXECUTE optimize(file_size_threshold => '100GB')`,
    spark: sparkCall('rewrite_data_files', name, {
      options: `map('delete-file-threshold', '1')`,
    }),
  };
}

/** @param trinoIsSafe - False where Trino may split manifests instead of merging them. */
export function rewriteManifestsStatements(
  name: TableName,
  trinoIsSafe: boolean,
): Statements {
  return {
    ...(trinoIsSafe
      ? { trino: `ALTER TABLE ${trinoTable(name)} EXECUTE optimize_manifests` }
      : {}),
    spark: sparkCall('rewrite_manifests', name),
  };
}

/**
 * Trino refuses less than 7 days unless its configuration allows it, and takes no number to keep
 * before 479: it then keeps the current snapshot and what the branches' own settings say.
 */
export function expireStatements(
  name: TableName,
  {
    olderThanMs,
    maxAgeMs,
    keep,
  }: { olderThanMs: number; maxAgeMs: number; keep: number },
): Statements {
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} EXECUTE expire_snapshots(retention_threshold => ${trinoString(
      trinoDuration(maxAgeMs),
    )}, retain_last => ${keep})`,
    spark: sparkCall('expire_snapshots', name, {
      older_than: `TIMESTAMP ${sparkString(
        new Date(olderThanMs).toISOString(),
      )}`,
      retain_last: String(keep),
    }),
  };
}

export function removeOrphansStatements(
  name: TableName,
  olderThanMs: number,
): Statements {
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} EXECUTE remove_orphan_files(retention_threshold => '7d')`,
    spark: sparkCall('remove_orphan_files', name, {
      older_than: `TIMESTAMP ${sparkString(
        new Date(olderThanMs).toISOString(),
      )}`,
    }),
  };
}

/** Trino sets properties of others only where `iceberg.allowed-extra-properties` of its catalog lists them. */
export function setPropertiesStatements(
  name: TableName,
  properties: Record<string, string>,
): Statements {
  const entries = Object.entries(properties);
  const keys = entries.map(([key]) => trinoString(key)).join(', ');
  const values = entries.map(([, value]) => trinoString(value)).join(', ');
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} SET PROPERTIES extra_properties = MAP(ARRAY[${keys}], ARRAY[${values}])`,
    spark: `ALTER TABLE ${sparkTable(name)} SET TBLPROPERTIES (${entries
      .map(([key, value]) => `${sparkString(key)} = ${sparkString(value)}`)
      .join(', ')})`,
  };
}

export function upgradeStatements(
  name: TableName,
  formatVersion: number,
): Statements {
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} SET PROPERTIES format_version = ${formatVersion}`,
    spark: `ALTER TABLE ${sparkTable(
      name,
    )} SET TBLPROPERTIES ('format-version' = '${formatVersion}')`,
  };
}

export function sortOrderStatements(
  name: TableName,
  column: string,
): Statements {
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} SET PROPERTIES sorted_by = ARRAY[${trinoString(trinoColumn(column))}]`,
    spark: `ALTER TABLE ${sparkTable(name)} WRITE ORDERED BY ${sparkColumn(
      column,
    )}`,
  };
}

export function partitioningStatements(
  name: TableName,
  metadata: TableMetadata,
  { fields, replaced, replacement }: CoarserPartitioning,
): Statements {
  const names = columnNames(metadata);
  const columnOf = (field: PartitionField) =>
    names.get(field.sourceIds[0]) ?? field.name;
  const trino = fields.map(field =>
    trinoString(trinoTerm(field.transform, trinoColumn(columnOf(field)))),
  );
  const change = replacement
    ? `REPLACE PARTITION FIELD ${sparkIdentifier(
        replaced.name,
      )} WITH ${sparkTerm(
        replacement.transform,
        sparkColumn(columnOf(replacement)),
      )}`
    : `DROP PARTITION FIELD ${sparkIdentifier(replaced.name)}`;
  return {
    trino: `ALTER TABLE ${trinoTable(
      name,
    )} SET PROPERTIES partitioning = ARRAY[${trino.join(', ')}]`,
    spark: `ALTER TABLE ${sparkTable(name)} ${change}`,
  };
}

function trinoTerm(transform: string, column: string): string {
  const [, kind, size] = /^(\w+)(?:\[(\d+)\])?$/.exec(transform) ?? [];
  if (kind === undefined || kind === 'identity') {
    return column;
  }
  return size === undefined
    ? `${kind}(${column})`
    : `${kind}(${column}, ${size})`;
}

function sparkTerm(transform: string, column: string): string {
  const [, kind, size] = /^(\w+)(?:\[(\d+)\])?$/.exec(transform) ?? [];
  if (kind === undefined || kind === 'identity') {
    return column;
  }
  return size === undefined
    ? `${kind}(${column})`
    : `${kind}(${size}, ${column})`;
}

/** Within a property, Trino quotes only what needs it. */
function trinoColumn(column: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(column) ? column : trinoIdentifier(column);
}

function sparkColumn(column: string): string {
  return column.split('.').map(sparkIdentifier).join('.');
}

/** A data size as Trino reads it. */
function trinoSize(bytes: number): string {
  return bytes % mb === 0 ? `${bytes / mb}MB` : `${bytes}B`;
}

/** A duration as Trino reads it; never shorter than what was asked for. */
function trinoDuration(durationMs: number): string {
  const hours = Math.ceil(durationMs / 3_600_000);
  return hours % 24 === 0 ? `${hours / 24}d` : `${hours}h`;
}
