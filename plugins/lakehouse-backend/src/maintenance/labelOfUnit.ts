import type { MaintenanceUnit } from '@lakehouse-portal/maintenance';

/** What a unit is about, in a few words. */
export function labelOfUnit(unit: MaintenanceUnit): string {
  switch (unit.operation) {
    case 'set-properties':
      return Object.keys(unit.properties).join(', ');
    case 'rewrite-data-files':
      return unit.partition?.label || 'whole table';
    case 'rewrite-manifests':
      return `${unit.predicted.manifestsBefore} manifests`;
    case 'drop-extended-stats':
      return `${unit.files.length} statistics files`;
    case 'expire-snapshots':
      return `${unit.snapshotIds.length} snapshots`;
    case 'remove-orphan-files':
      return `${unit.files.length} files`;
    default:
      return '';
  }
}
