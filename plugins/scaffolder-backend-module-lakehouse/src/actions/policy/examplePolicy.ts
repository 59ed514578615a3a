/** A policy for the examples of actions. */
export const EXAMPLE_POLICY = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'MaintenancePolicy',
  metadata: { name: 'streaming-bronze' },
  spec: {
    selector: { lakehouse: 'retail', layer: 'bronze' },
    operations: {
      'rewrite-data-files': 'automatic',
      'expire-snapshots': 'four-eyes',
    },
    windows: [{ from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' }],
    retention: { maxSnapshotAge: 'P30D' },
  },
};
