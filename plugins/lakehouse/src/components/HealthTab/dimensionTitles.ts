import type { DimensionId } from '@lakehouse-portal/table-health';

/** Key of each dimension's name in the translations. */
export const DIMENSION_TITLES = {
  'file-layout': 'health.dimension.fileLayout',
  manifests: 'health.dimension.manifests',
  deletes: 'health.dimension.deletes',
  'order-and-statistics': 'health.dimension.orderAndStatistics',
  'snapshots-kept': 'health.dimension.snapshotsKept',
  freshness: 'health.dimension.freshness',
  maintenance: 'health.dimension.maintenance',
  configuration: 'health.dimension.configuration',
  storage: 'health.dimension.storage',
  'orphan-files': 'health.dimension.orphanFiles',
} as const satisfies Record<DimensionId, string>;
