import { neededManifests } from '../dimensions/manifests';
import { wholeNumber } from '../properties/metadataRules';
import type { HealthInput } from '../model';
import { withFiles } from './withFiles';

/** Iceberg's default of `commit.manifest.min-count-to-merge`. */
const MERGED_FROM = 100;

/**
 * The table after so many commits that each add a manifest of their own. Writers merge them all when there are many, unless
 * the table says otherwise.
 *
 * @see https://iceberg.apache.org/docs/latest/configuration/#table-behavior-properties
 * @public
 */
export function simulateCommits(
  input: HealthInput,
  commits: number,
): HealthInput {
  const { properties } = input.metadata;
  const merges =
    properties['commit.manifest-merge.enabled']?.toLowerCase() !== 'false';
  const mergedFrom = Math.max(
    2,
    wholeNumber(properties['commit.manifest.min-count-to-merge'] ?? '') ??
      MERGED_FROM,
  );
  return withFiles(input, files => {
    const merged = Math.max(1, neededManifests(files));
    let { data } = files.manifests;
    for (let commit = 0; commit < commits; commit++) {
      data += 1;
      if (merges && data >= mergedFrom && data > merged) data = merged;
    }
    return { ...files, manifests: { ...files.manifests, data } };
  });
}
