import type { MaintenanceUnit } from '@lakehouse-portal/maintenance';

/** What a unit counts for a budget: the bytes of data that it rewrites. */
export function bytesOfUnit(unit: MaintenanceUnit): bigint {
  return unit.operation === 'rewrite-data-files'
    ? BigInt(unit.predicted.rewrittenBytes)
    : 0n;
}
