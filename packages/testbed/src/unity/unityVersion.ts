import type { PublicSource } from '../sources';

/** Version of Unity Catalog. */
export const UNITY_VERSION = '0.6.0';

/** Of the way that it is built here: another number builds it anew. */
export const UNITY_BUILD = `${UNITY_VERSION}-2`;

/** Its source: no registry of packages has its server. */
export const UNITY_SOURCE: PublicSource = {
  name: 'unitycatalog',
  url: 'https://github.com/unitycatalog/unitycatalog.git',
  tag: `v${UNITY_VERSION}`,
  commit: '6605f867d9a8b63205534dd8d575adb430e8f798',
};
