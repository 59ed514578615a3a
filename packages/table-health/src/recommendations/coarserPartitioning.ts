import type {
  FileStatistics,
  PartitionField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { fileLayoutCurve, measuredFileSizeBytes, pointsOn } from '../curves';
import { columnNames, filesFor, partitionFields } from '../layout';

/** A partitioning with fewer, larger partitions. */
export interface CoarserPartitioning {
  /** All fields that divide, in order. */
  fields: PartitionField[];
  /** The field that changes. */
  replaced: PartitionField;
  /** What takes its place; absent: it is dropped. */
  replacement?: PartitionField;
  /** Partitions to expect, about. */
  partitions: number;
  /** In words: `months instead of days of ordered_at`, `no partitions by region`. */
  words: string;
}

const ladder = [
  { transform: 'hour', word: 'hours', perNext: 24 },
  { transform: 'day', word: 'days', perNext: 30 },
  { transform: 'month', word: 'months', perNext: 12 },
  { transform: 'year', word: 'years', perNext: 1 },
];

/** Partitions may cost so many points when they are few enough. */
const acceptablePoints = 3;

/**
 * The next coarser partitioning that brings partitions up to size: a coarser step of time, fewer
 * buckets, or one field less. `undefined` for an unpartitioned table.
 */
export function coarserPartitioning(
  metadata: TableMetadata,
  files: FileStatistics,
): CoarserPartitioning | undefined {
  const fields = partitionFields(metadata);
  const byTime = fields.find(field =>
    ladder.some(
      ({ transform }) => transform === timeTransform(metadata, field),
    ),
  );
  const replaced = byTime ?? fields.at(-1);
  if (!replaced) {
    return undefined;
  }
  const name =
    columnNames(metadata).get(replaced.sourceIds[0]) ?? replaced.name;
  const needed = filesFor(Number(files.dataBytes), measuredFileSizeBytes);
  const build = (
    transform: string | undefined,
    partitions: number,
    words: string,
  ): CoarserPartitioning => {
    const replacement =
      transform === undefined
        ? undefined
        : {
            ...replaced,
            transform,
            name: `${name}_${transform.replace(/\W+/g, '_')}`,
          };
    return {
      fields: fields.flatMap(field =>
        field === replaced ? replacement ?? [] : field,
      ),
      replaced,
      replacement,
      partitions: Math.max(1, partitions),
      words,
    };
  };
  if (byTime) {
    const from = ladder.findIndex(
      ({ transform }) => transform === timeTransform(metadata, byTime),
    );
    let partitions = files.partitions;
    for (let step = from; step < ladder.length - 1; step++) {
      partitions = Math.ceil(partitions / ladder[step].perNext);
      if (
        pointsOn(fileLayoutCurve, Math.max(partitions, needed) / needed) <=
        acceptablePoints
      ) {
        const { transform, word } = ladder[step + 1];
        return build(
          transform,
          partitions,
          `${word} instead of ${ladder[from].word} of ${name}`,
        );
      }
    }
  }
  const buckets = /^bucket\[(\d+)\]$/.exec(replaced.transform);
  if (buckets && Number(buckets[1]) > 2 * needed && needed > 1) {
    const partitions = Math.ceil(
      (files.partitions * needed) / Number(buckets[1]),
    );
    return build(
      `bucket[${needed}]`,
      partitions,
      `${needed} buckets instead of ${buckets[1]} of ${name}`,
    );
  }
  // How many values the other fields have isn't known: the root of the product is a fair guess.
  const partitions =
    fields.length === 1
      ? 1
      : Math.ceil(files.partitions ** ((fields.length - 1) / fields.length));
  return build(
    undefined,
    partitions,
    fields.length === 1 ? 'no partitions' : `no partitions by ${name}`,
  );
}

/** A partition for each value of a date is a partition by day. */
function timeTransform(metadata: TableMetadata, field: PartitionField): string {
  if (field.transform !== 'identity') {
    return field.transform;
  }
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const source = schema?.fields.find(({ id }) => id === field.sourceIds[0]);
  return source?.type.kind === 'primitive' && source.type.name === 'date'
    ? 'day'
    : field.transform;
}
