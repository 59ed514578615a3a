import type { HealthPolicyOverrides } from '../model';

/**
 * What a table's own properties say about policy, one entry per property, as yet unchecked.
 * @see https://iceberg.apache.org/docs/latest/configuration/#table-properties
 */
export function propertyOverrides(
  properties: Record<string, string>,
): Array<{ key: string; overrides: HealthPolicyOverrides }> {
  const found: Array<{ key: string; overrides: HealthPolicyOverrides }> = [];
  const add = (
    key: string,
    toOverrides: (text: string) => HealthPolicyOverrides,
  ) => {
    if (Object.hasOwn(properties, key)) {
      found.push({ key, overrides: toOverrides(properties[key].trim()) });
    }
  };
  add('write.target-file-size-bytes', text => ({
    targetFileSizeBytes: toNumber(text),
  }));
  add('history.expire.max-snapshot-age-ms', text => ({
    maxSnapshotAge: millisecondsAsDuration(text),
  }));
  add('history.expire.min-snapshots-to-keep', text => ({
    minSnapshotsToKeep: toNumber(text),
  }));
  add('lakehouse.max-staleness', text => ({ maxStaleness: text }));
  add('lakehouse.maintenance-interval', text => ({
    maintenanceInterval: text,
  }));
  return found;
}

function toNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function millisecondsAsDuration(text: string): string {
  if (!/^\d{1,19}$/.test(text)) {
    // Left as it is: the check then names it.
    return text;
  }
  const ms = BigInt(text);
  // "Never" is written as the largest long; a quarter of a million years will do.
  const days = ms / 86_400_000n < 99_999_999n ? ms / 86_400_000n : 99_999_999n;
  const rest = ms % 86_400_000n;
  return `P${days}DT${rest / 1000n}.${String(rest % 1000n).padStart(3, '0')}S`;
}
