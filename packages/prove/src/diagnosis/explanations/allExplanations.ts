import type { Explanation } from '../Explanation';
import { CATALOG } from './catalog';
import { CLUSTER } from './cluster';
import { METADATA_DATABASE } from './metadataDatabase';
import { REACHING } from './reaching';
import { RIGHTS } from './rights';
import { STORAGE } from './storage';

/**
 * All, in the order in which they are tried. Storage comes before catalogs, since a catalog quotes what the store said; the
 * database before both, since nothing else has its driver.
 */
export const EXPLANATIONS: Explanation[] = [
  ...REACHING,
  ...CLUSTER,
  ...RIGHTS,
  ...METADATA_DATABASE,
  ...STORAGE,
  ...CATALOG,
];
