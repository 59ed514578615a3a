import { isDeepStrictEqual } from 'node:util';
import type {
  PartitionSpec,
  PartitionValue,
  TableMetadata,
  TableSchema,
} from '../model';
import { partitionPathFormatter } from '../transforms';
import { partitionStartMs } from './partitionStartMs';

/** What a partition is called, and when it begins, where its spec tells. */
export interface PartitionDescription {
  partition: string;
  startMs: number | undefined;
}

/** Names partitions, by the spec that they were written with and the current schema. */
export class PartitionDescriber {
  readonly #specs: PartitionSpec[];
  readonly #schema: TableSchema | undefined;
  readonly #pathOf = new Map<
    PartitionSpec,
    (partition: PartitionValue[]) => string
  >();

  /** A tally gives the same tuple again after each commit. */
  readonly #known = new WeakMap<PartitionValue[], PartitionDescription>();

  constructor(metadata: TableMetadata) {
    this.#specs = metadata.partitionSpecs;
    this.#schema = currentSchema(metadata);
  }

  /** Whether it names partitions as this metadata does. */
  isOf(metadata: TableMetadata): boolean {
    return (
      isDeepStrictEqual(this.#specs, metadata.partitionSpecs) &&
      isDeepStrictEqual(this.#schema, currentSchema(metadata))
    );
  }

  /**
   * Without a spec of that id, the path is empty.
   *
   * @param partition - Not to be changed afterwards; of one spec only.
   */
  describe(specId: number, partition: PartitionValue[]): PartitionDescription {
    const known = this.#known.get(partition);
    if (known) return known;
    const description = this.#describe(specId, partition);
    this.#known.set(partition, description);
    return description;
  }

  #describe(specId: number, partition: PartitionValue[]): PartitionDescription {
    const spec = this.#specs.find(candidate => candidate.specId === specId);
    if (!spec) return { partition: '', startMs: undefined };
    const pathOf =
      this.#pathOf.get(spec) ?? partitionPathFormatter(spec, this.#schema);
    this.#pathOf.set(spec, pathOf);
    return {
      partition: pathOf(partition),
      startMs: partitionStartMs(spec, this.#schema, partition),
    };
  }
}

function currentSchema({
  schemas,
  currentSchemaId,
}: TableMetadata): TableSchema | undefined {
  return schemas.find(({ schemaId }) => schemaId === currentSchemaId);
}
