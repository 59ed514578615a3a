import type { ImageName } from './LakehouseDocument';

/** The image of each component, pinned. Trino's and Hive's follow from their version. */
export function defaultImages(
  trinoVersion: number,
  hiveVersion: string,
): Record<ImageName, string> {
  return {
    trino: `trinodb/trino:${trinoVersion}`,
    postgres: 'postgres:17.6',
    versitygw: 'versity/versitygw:v1.8.0',
    hive: `apache/hive:${hiveVersion}`,
    nessie: 'ghcr.io/projectnessie/nessie:0.99.0',
    polaris: 'apache/polaris:1.7.0',
    'polaris-admin': 'apache/polaris-admin-tool:1.7.0',
    lakekeeper: 'quay.io/lakekeeper/catalog:v0.13.1',
    seaweedfs: 'chrislusf/seaweedfs:4.21',
    rustfs: 'rustfs/rustfs:1.0.0-alpha.90',
    // The last that was published as an image; see lint rule S5.
    minio: 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
  };
}
