import {
  ancestorsOf,
  diffSchemas,
  inspectionToJson,
  stringifyExactJson,
  type TableMetadata,
} from '../../src';
import { must } from '../engine/OracleViolation';
import { attempt } from './attempt';

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);

/** What must hold of any metadata that was accepted. */
export function checkMetadata(metadata: TableMetadata): void {
  const { snapshots, schemas, warnings, currentSnapshotId } = metadata;
  const ids = snapshots.map(({ snapshotId }) => snapshotId);
  must(
    new Set(ids).size === ids.length,
    'snapshot-ids',
    () => 'snapshots with the same id',
  );
  for (const snapshot of snapshots) {
    checkId(snapshot.snapshotId);
    checkId(snapshot.parentSnapshotId);
    checkId(snapshot.sequenceNumber);
    must(
      Number.isSafeInteger(snapshot.timestampMs),
      'timestamp',
      () => `a snapshot has the time ${snapshot.timestampMs}`,
    );
  }
  checkId(currentSnapshotId);
  must(
    currentSnapshotId === undefined ||
      ids.includes(currentSnapshotId) ||
      warnings.length > 0,
    'current-snapshot',
    () => 'the current snapshot is missing, and no warning says so',
  );
  must(
    warnings.length <= 1001,
    'warnings',
    () => `${warnings.length} warnings`,
  );
  for (const { code, message } of warnings)
    must(
      code !== '' && message !== '' && message.length < 4000,
      'warning',
      () => `the warning ${code} has a message of ${message.length} characters`,
    );
  for (const id of ids.slice(0, 20)) ancestorsOf(metadata, id);
  for (const [index, schema] of schemas.slice(0, 4).entries())
    attempt(() => diffSchemas(schemas[Math.max(0, index - 1)], schema));
  checkPlainNumbers(metadata, 'metadata');
  stringifyExactJson(inspectionToJson({ metadata, warnings }));
}

function checkId(id: string | undefined): void {
  if (id === undefined) return;
  must(
    /^(0|-?[1-9]\d*)$/.test(id) &&
      BigInt(id) <= MAX_LONG &&
      BigInt(id) >= MIN_LONG,
    'id-64-bit',
    () => `${id.slice(0, 60)} is no id of 64 bits`,
  );
}

/** No NaN, nothing infinite: as deep as the value goes, but for defaults, which are the table's own. */
export function checkPlainNumbers(value: unknown, path: string): void {
  if (typeof value === 'number')
    must(Number.isFinite(value), 'number', () => `${path} is ${value}`);
  else if (value instanceof Map)
    for (const item of value.values()) checkPlainNumbers(item, `${path}.*`);
  else if (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array)
  )
    for (const [key, item] of Object.entries(value))
      if (!key.endsWith('Default')) checkPlainNumbers(item, `${path}.${key}`);
}
