import type {
  PartitionSpec,
  SchemaField,
} from '@lakehouse-portal/table-metadata';
import type { TrinoType } from '../values';
import type { TrinoPartitioning } from './parseCreateTable';
import type { ReadingWarnings } from './TrinoTableReading';

/** A field of the column `partition` of `$files`: those of all specs of the table, in one row type. */
export interface PartitionColumn {
  /** Place in the row. */
  index: number;
  name: string;
  type: TrinoType;
}

/** A spec as far as Trino tells, and where its values are in a row of `$files.partition`. */
export interface SeenSpec {
  spec: PartitionSpec;
  columns: PartitionColumn[];
}

/** Ids of fields are not told: these stand for them, and are no ids of Iceberg. */
const FIRST_FIELD_ID = -1000;

/**
 * The specs that live files have. Trino tells the names of the fields of all specs together, and the transforms of the
 * current spec only:
 *
 * - one spec in use, with as many fields as there are: these are its fields
 * - several: a field belongs to a spec when one of its files has a value for it
 * - a field that the current partitioning does not have keeps its values raw, with the transform `unknown`
 */
export function seenSpecs(options: {
  columns: PartitionColumn[];
  /** Per spec id of live files, for each column, whether some file has a value. */
  used: Map<number, boolean[]>;
  partitioning: TrinoPartitioning[] | undefined;
  fields: SchemaField[];
  warnings: ReadingWarnings;
}): SeenSpec[] {
  const { columns, used, partitioning, fields, warnings } = options;
  const isSingle =
    used.size === 1 &&
    (partitioning === undefined || partitioning.length === columns.length);
  if (columns.length > 0 && !isSingle && used.size > 0) {
    warnings.add(
      'partition-specs-incomplete',
      'The table was partitioned in several ways. Trino tells the current one only: fields of others show raw values, and which fields belong to which way is judged by the files.',
    );
  }
  const byName = new Map(
    (partitioning ?? []).map(entry => [defaultFieldName(entry), entry]),
  );
  return [...used].map(([specId, has]) => {
    const own = isSingle ? columns : columns.filter(({ index }) => has[index]);
    return {
      columns: own,
      spec: {
        specId,
        fields: own.map(({ name, index }) => {
          const entry =
            byName.get(name) ?? (isSingle ? partitioning?.[index] : undefined);
          const source = fields.find(field => field.name === entry?.column);
          return {
            sourceIds: source ? [source.id] : [],
            fieldId: FIRST_FIELD_ID - index,
            name,
            transform: entry?.transform ?? 'unknown',
          };
        }),
      },
    };
  });
}

/** As Iceberg names a field of which nobody says how it is to be called. */
function defaultFieldName({ column, transform }: TrinoPartitioning): string {
  const kind = transform.replace(/\[.*/, '');
  const suffixes: Record<string, string> = {
    identity: '',
    bucket: '_bucket',
    truncate: '_trunc',
    void: '_null',
  };
  return `${column}${suffixes[kind] ?? `_${kind}`}`;
}
