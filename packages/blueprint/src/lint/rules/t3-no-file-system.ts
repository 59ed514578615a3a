import type { LintRule, RuleHit } from '../model/LintRule';
import type { ConfigFile } from '../objects/ConfigFile';

const CONNECTORS = /^(iceberg|hive|delta_lake|delta-lake|hudi|lakehouse)$/;

/** T3. */
export const noFileSystem: LintRule = {
  id: 'T3',
  name: 'no-file-system',
  severity: 'error',
  summary:
    'A lakehouse catalog that names no file system, or configures the abolished hive.s3.* (also hive.azure.*, hive.gcs.*)',
  consequence:
    'From 458 on every catalog must switch its file system on; the legacy hive.s3.* properties were deprecated in 470 and removed in 481: "Configuration property … was not used", and the server does not start.',
  fix: 'fs.s3.enabled=true (fs.native-s3.enabled=true before 481) with s3.endpoint, s3.region, s3.path-style-access and keys from the environment.',
  source: 'Trino release notes 458, 470, 481; trino#24878, #28936',
  *check(context) {
    for (const node of context.trino)
      for (const catalog of node.catalogs) {
        const connector = catalog.property('connector.name')!;
        if (!CONNECTORS.test(connector.value)) continue;
        yield* check(catalog, node.version);
      }
  },
};

function* check(catalog: ConfigFile, version: number): Generator<RuleHit> {
  const enabled = catalog.properties.some(
    ({ key, value }) =>
      /^fs\.[\w-]+\.enabled$/.test(key) && value.toLowerCase() === 'true',
  );
  const hadoop = catalog.property('fs.hadoop.enabled')?.value === 'true';
  const legacy = catalog.properties.find(({ key }) =>
    /^hive\.(s3|azure|gcs|cos)\./.test(key),
  );
  if (legacy && (version >= 481 || !hadoop)) {
    yield {
      place: legacy.place,
      object: catalog.object,
      severity: version < 458 ? 'warning' : 'error',
      message:
        version < 458
          ? `${legacy.key} is the legacy file system's: it works on Trino ${version}, and stops the server from 458 on`
          : `${legacy.key} is the legacy file system's, which ${
              version >= 481 ? 'was removed in 481' : 'is off since 458'
            }: the server stops with "Configuration property '${
              legacy.key
            }' was not used"`,
    };
    return;
  }
  if (enabled || version < 458) return;
  yield {
    place: catalog.property('connector.name')!.place,
    object: catalog.object,
    message: `Catalog ${catalog.name.replace(
      /\.properties$/,
      '',
    )} switches no file system on (fs.*.enabled): Trino ${version} has none for its tables, queries of them fail with "No factory for location"`,
  };
}
