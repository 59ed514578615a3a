import { manifestTargetBytes } from '../curves';
import type { HealthInput } from '../model';
import { withFiles } from './withFiles';

/**
 * The table with as many manifests as their size needs.
 * @public
 */
export function simulateManifestRewrite(input: HealthInput): HealthInput {
  return withFiles(input, files => {
    const { data, deletes, sizeBytes } = files.manifests;
    const needed = Math.max(
      1,
      Math.ceil(Number(sizeBytes) / manifestTargetBytes),
    );
    return {
      ...files,
      manifests: {
        data: Math.min(data, needed),
        deletes: Math.min(deletes, 1),
        sizeBytes,
      },
    };
  });
}
