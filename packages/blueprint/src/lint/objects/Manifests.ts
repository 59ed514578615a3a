import type { LintError } from '../errors';
import type { SkippedFile } from '../model/LintResult';
import type { DuplicateKey } from '../source/toPlainValue';
import type { ConfigFile } from './ConfigFile';
import type { ManifestObject } from './ManifestObject';

/** What was read from the inputs. */
export interface Manifests {
  objects: ManifestObject[];
  /** Every configuration file, inside an object or not. */
  configFiles: ConfigFile[];
  duplicates: DuplicateKey[];
  errors: LintError[];
  skipped: SkippedFile[];
  /** Files that were read. */
  fileCount: number;
}
