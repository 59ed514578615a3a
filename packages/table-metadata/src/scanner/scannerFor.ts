import type { AvroNode } from '../avro/AvroNode';
import { compileRecordDecoder } from '../avro/compileRecordDecoder';
import { TableReadError } from '../errors';
import { manifestEntryFields } from '../manifests/manifestFields';
import {
  type BatchScanner,
  compileBatchScanner,
  type ScanCapture,
} from './compileBatchScanner';

const compiled = new WeakMap<
  AvroNode,
  Map<string, { scanner: BatchScanner | undefined }>
>();

/** The scanner for a writer's schema, compiled once. `undefined`: there is none, the exact reader is needed. */
export function scannerFor(
  schema: AvroNode,
  capture: ScanCapture,
): BatchScanner | undefined {
  const variants = compiled.get(schema) ?? new Map();
  compiled.set(schema, variants);
  const key = `${capture.paths}|${capture.columns
    .map(
      ({ kind, wholeBytes = '', smallUnit = '' }) =>
        `${kind}${wholeBytes}/${smallUnit}`,
    )
    .join()}`;
  let entry = variants.get(key);
  if (!entry) {
    entry = {
      scanner: isSound(schema)
        ? compileBatchScanner(schema, capture)
        : undefined,
    };
    variants.set(key, entry);
  }
  return entry.scanner;
}

/** Whether the exact reader takes the schema: it also looks at fields that are skipped here. */
function isSound(schema: AvroNode): boolean {
  try {
    compileRecordDecoder(
      schema,
      manifestEntryFields([], { columnStatistics: 'bounds' }),
    );
    return true;
  } catch (error) {
    if (error instanceof TableReadError) return false;
    throw error;
  }
}
