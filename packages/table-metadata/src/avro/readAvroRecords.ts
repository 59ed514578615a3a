import { emptyItemBudget } from './AvroCursor';
import { compileRecordDecoder } from './compileRecordDecoder';
import type { AvroFile } from './openAvroFile';
import type { RecordProjection } from './RecordProjection';
import { cursorOver, unpackAvroBlocks } from './unpackAvroBlocks';

/**
 * Decodes the records of an Avro file one by one. The whole file is checked before the first one is yielded.
 *
 * @param file - From `openAvroFile`.
 * @returns For each record the values of the projection's fields, in their order.
 * @throws LimitExceededError for more than `maxRecords`; CorruptMetadataError when the file is damaged, or its schema does not fit the projection.
 */
export function* readAvroRecords(
  file: AvroFile,
  projection: RecordProjection,
  options: { maxRecords?: number } = {},
): Generator<unknown[], void, undefined> {
  const decode = compileRecordDecoder(file.schema, projection);
  const blocks = unpackAvroBlocks(file, options.maxRecords);
  const budget = emptyItemBudget();
  for (const block of blocks) {
    const cursor = cursorOver(file, block, budget);
    for (let index = 0; index < block.records; index++) yield decode(cursor);
  }
}
