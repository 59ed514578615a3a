import type { PropertyExplanation } from '@lakehouse-portal/table-health';
import type {
  PartitionSpec,
  ReadWarning,
  SchemaField,
  SnapshotRef,
  SortOrder,
} from '@lakehouse-portal/table-metadata';
import type { TableSummary } from './TableSummary';

/**
 * The Table tab.
 * @public
 */
export interface TableDetail {
  summary: TableSummary;
  location: string;
  metadataLocation: string;
  lede: { headline: string; detail: string };
  currentSchemaId?: number;
  identifierFieldIds: number[];
  /** Columns of the current schema. */
  columns: SchemaField[];
  /** Schema versions, newest first, each with what changed against the one before. */
  schemaHistory: SchemaVersion[];
  defaultSpecId?: number;
  /** Partition specs, newest first, with the live data files of each. */
  partitioning: PartitioningVersion[];
  sortOrder?: SortOrderDescription;
  properties: PropertyExplanation[];
  refs: SnapshotRef[];
  snippets: QuerySnippet[];
  /** Columns that each have a role: `partition: day`, `sort 1`, `identifier`. By field id. */
  columnRoles: Array<{ fieldId: number; role: string }>;
  warnings: ReadWarning[];
}

/** @public */
export interface SchemaVersion {
  schemaId: number;
  current: boolean;
  /** ISO 8601 of the first snapshot that used it; absent when none that is left did. */
  firstUsedAt?: string;
  firstSnapshotId?: string;
  fields: number;
  changes: SchemaChangeLine[];
}

/**
 * One change, as a line of a diff.
 * @public
 */
export interface SchemaChangeLine {
  kind: 'added' | 'dropped' | 'changed';
  fieldId: number;
  /** Full path, for a rename `from → to`. */
  path: string;
  /** Type, for a change `from → to`; otherwise empty. */
  type: string;
  /** `renamed`, `widened`, `made optional`, … */
  what: string;
}

/** @public */
export interface PartitioningVersion extends PartitionSpec {
  current: boolean;
  /** `day(ordered_at), bucket[16](id)`; `unpartitioned`. */
  description: string;
  dataFiles: number;
  /** Absent where the bytes of a spec are not known. */
  sizeBytes?: number;
}

/** @public */
export interface SortOrderDescription extends SortOrder {
  /** `ordered_at asc nulls-first, id asc nulls-first`. */
  description: string;
}

/**
 * How to query the table from an engine, or why that is not possible.
 * @public
 */
export interface QuerySnippet {
  engine: string;
  language: 'sql' | 'python' | 'shell';
  /** Absent when it is not possible. */
  code?: string;
  /** Plain reason when it is not possible. */
  notPossible?: string;
}
