import type { AvroNode } from '../avro/AvroNode';
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
    .map(({ wholeBytes }) => wholeBytes ?? '')
    .join()}`;
  let entry = variants.get(key);
  if (!entry) {
    entry = { scanner: compileBatchScanner(schema, capture) };
    variants.set(key, entry);
  }
  return entry.scanner;
}
