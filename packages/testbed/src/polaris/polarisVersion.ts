import type { PublicSource } from '../sources';

/** Version of Polaris. */
export const POLARIS_VERSION = '1.4.1';

/** Of the way that it is built here: another number builds it anew. */
export const POLARIS_BUILD = `${POLARIS_VERSION}-1`;

/** Its source. Maven Central has its server in parts only, and not all of them. */
export const POLARIS_SOURCE: PublicSource = {
  name: 'polaris',
  url: 'https://github.com/apache/polaris.git',
  tag: `apache-polaris-${POLARIS_VERSION}`,
  commit: '9569f2d24c08f926cf768290fda7680cdb1e1611',
};
