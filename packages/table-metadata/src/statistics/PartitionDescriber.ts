import type {
  PartitionSpec,
  PartitionValue,
  TableMetadata,
  TableSchema,
} from '../model';
import { partitionPathFormatter } from '../transforms';
import { partitionStartMs } from './partitionStartMs';

/** Names partitions, by the spec that they were written with and the current schema. */
export class PartitionDescriber {
  readonly #specs: PartitionSpec[];
  readonly #schema: TableSchema | undefined;
  readonly #pathOf = new Map<
    PartitionSpec,
    (partition: PartitionValue[]) => string
  >();

  constructor({ partitionSpecs, schemas, currentSchemaId }: TableMetadata) {
    this.#specs = partitionSpecs;
    this.#schema = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
  }

  /** Without a spec of that id, the path is empty. */
  describe(
    specId: number,
    partition: PartitionValue[],
  ): { partition: string; startMs: number | undefined } {
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
