import type {
  PartitionSpec,
  SchemaField,
} from '@lakehouse-portal/table-metadata';
import type { TrinoType } from '../values';
import { matchPartitioning } from './matchPartitioning';
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

/** What is known of how a table is and was partitioned. */
export interface SeenPartitioning {
  /** Those of live files. */
  specs: SeenSpec[];
  /** Of these, the ones that are like the current one: more than one where the files don't tell them apart. */
  currentSpecIds: number[];
  /** Names of the fields of the current one, in its order; undefined where it is not known which one is which. */
  fieldNames: Array<string | undefined>;
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
}): SeenPartitioning {
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
  const current = matchPartitioning({
    ...{ columns, used, fields },
    partitioning: partitioning ?? [],
  });
  const isCurrent = (own: PartitionColumn[]) =>
    isPartitionedSo(own, current, partitioning);
  const specs = [...used].map(([specId, has]) => {
    const seen = isSingle ? columns : columns.filter(({ index }) => has[index]);
    // The columns are those of all specs: their order need not be that of this one.
    const own = isCurrent(seen)
      ? current.flatMap(column =>
          column && seen.includes(column) ? [column] : [],
        )
      : seen;
    return {
      columns: own,
      spec: {
        specId,
        fields: own.map(({ name, index }) => {
          const entry = partitioning?.[current.indexOf(columns[index])];
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
  return {
    specs,
    currentSpecIds: specs
      .filter(({ columns: own }) => isCurrent(own))
      .map(({ spec }) => spec.specId),
    fieldNames: current.map(column => column?.name),
  };
}

/** Whether files with values in these columns are partitioned as the table is now. A field of nothing (`void`) has no values. */
function isPartitionedSo(
  own: PartitionColumn[],
  current: Array<PartitionColumn | undefined>,
  partitioning: TrinoPartitioning[] | undefined,
): boolean {
  if (!partitioning) {
    return false;
  }
  const withValues = current.filter(
    (_, place) => partitioning[place].transform !== 'void',
  );
  return (
    withValues.every(column => column !== undefined && own.includes(column)) &&
    own.every(column => current.includes(column))
  );
}
