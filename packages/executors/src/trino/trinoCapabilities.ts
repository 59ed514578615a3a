import type {
  ExecutorCapability,
  MaintenanceOperation,
} from '@lakehouse-portal/maintenance';
import {
  hasTrinoFeature,
  trinoFeatures,
  TRINO_RELEASES,
  type TrinoFeatureName,
} from './trinoFeatures';
import { settableProperties } from './trinoProperties';

/** Transforms of which a WHERE can say exactly one partition, so that `optimize` takes it. */
export const SELECTABLE_TRANSFORMS = [
  'identity',
  'year',
  'month',
  'day',
  'hour',
];

/** What a release of Trino can do to Iceberg tables. @public */
export function trinoCapabilities(
  release: number | undefined,
): Record<MaintenanceOperation, ExecutorCapability> {
  const has = (feature: TrinoFeatureName) => hasTrinoFeature(release, feature);
  const old =
    release === undefined || release < TRINO_RELEASES.first
      ? ` Which release this is isn’t known, or it is older than ${TRINO_RELEASES.first}: it is taken for that one.`
      : '';
  const notForV3 = has('formatVersion3')
    ? {}
    : {
        formatVersion: {
          above: 2,
          reason: `Before release ${trinoFeatures.formatVersion3.since}, Trino may refuse to maintain tables of format version 3 (476 does).`,
        },
      };
  return {
    'set-properties': {
      supported: true,
      properties: settableProperties(release),
      note: `Properties that Trino has a name for${
        has('metadataCleanup')
          ? ''
          : ` (the cleanup of metadata has one from release ${trinoFeatures.metadataCleanup.since} on)`
      }; others are refused.${old}`,
    },
    'rewrite-data-files': {
      supported: true,
      partitionTransforms: SELECTABLE_TRANSFORMS,
      note: `The whole of a partition that is bucketed or truncated can't be named in a WHERE.${old}`,
      notFor: {
        ...notForV3,
        ...(!has('deletionVectors') && {
          deletionVectors: `Trino can rewrite tables with deletion vectors from release ${trinoFeatures.deletionVectors.since} on.`,
        }),
      },
    },
    'rewrite-manifests': has('optimizeManifests')
      ? {
          supported: true,
          ...(!has('manifestsOfPartitioned') && {
            notFor: {
              partitioned: `Before release ${trinoFeatures.manifestsOfPartitioned.since}, optimize_manifests of Trino makes one manifest for each partition of a partitioned table, which can be more than there were (seen on 476: 2 became 153).`,
            },
          }),
        }
      : {
          supported: false,
          note: `Trino has optimize_manifests from release ${trinoFeatures.optimizeManifests.since} on.${old}`,
        },
    'drop-extended-stats': { supported: true },
    'expire-snapshots': {
      supported: true,
      notFor: notForV3,
      note: `Trino takes an age, not a list: what is younger than the youngest approved snapshot stays.${
        has('retainLast')
          ? ''
          : ` How many are kept at least, only the table's property says before release ${trinoFeatures.retainLast.since}.`
      }${old}`,
    },
    'remove-orphan-files': {
      supported: true,
      notFor: notForV3,
      note: `Trino makes its own list: it is let loose only where a listing of the table's folder shows that this is the approved one.${old}`,
    },
  };
}
