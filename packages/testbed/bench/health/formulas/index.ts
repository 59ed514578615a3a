import { amoro } from './amoro';
import { floe } from './floe';
import { iceGuard } from './iceGuard';
import { lakekeeperWorst } from './lakekeeper';
import { nimtable } from './nimtable';
import { openHouse } from './openHouse';
import { deleteFilesOf, type PublishedFormula } from './PublishedFormula';

export type { PublishedFormula } from './PublishedFormula';

/** Nobody's formula, and not far behind: everything that a reader has to open. */
const plainSum: PublishedFormula = {
  name: 'plain sum: files + delete files + manifests',
  badness: files =>
    files.dataFiles +
    deleteFilesOf(files) +
    files.manifests.data +
    files.manifests.deletes,
};

/** What others have published, and a sum that anybody would come up with. */
export const PUBLISHED_FORMULAS: PublishedFormula[] = [
  lakekeeperWorst,
  amoro,
  floe,
  iceGuard,
  openHouse,
  nimtable,
  plainSum,
];
