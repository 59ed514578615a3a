import {
  partitionPathFormatter,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { ValidationError } from '../errors';
import type { PlannedFile } from '../operations/planRows';

/**
 * The files of one partition, by the text that statistics name it by.
 *
 * @throws ValidationError when the table has no such spec.
 */
export function filesOfPartition(
  files: PlannedFile[],
  metadata: TableMetadata,
  { specId, path }: { specId: number; path: string },
): PlannedFile[] {
  const spec = metadata.partitionSpecs.find(one => one.specId === specId);
  if (!spec) {
    throw new ValidationError(
      `The table has no partition spec ${specId}. It has ${metadata.partitionSpecs
        .map(one => one.specId)
        .join(', ')}.`,
    );
  }
  const pathOf = partitionPathFormatter(
    spec,
    metadata.schemas.find(one => one.schemaId === metadata.currentSchemaId),
  );
  return files.filter(
    ({ file }) => file.specId === specId && pathOf(file.partition) === path,
  );
}
