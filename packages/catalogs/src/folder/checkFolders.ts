import type { ConnectionCheck } from '../catalog';
import { checkHop, HopFailure, probeUrl } from '../check';
import type { FolderCatalogOptions } from './FolderCatalogOptions';

/** The way to the stores that have a host of their own, and the first listing of each folder. */
export async function* checkFolders(
  options: FolderCatalogOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck> {
  for (const endpoint of new Set(options.endpoints)) {
    const isThere = yield* probeUrl(new URL(endpoint), { signal });
    if (!isThere) return;
  }
  for (const folder of options.folders) {
    const hop = await checkHop(
      'listing',
      async () => {
        const { files, folders } = await options.files
          .listFolder(folder, { signal })
          .catch(error => {
            throw signal?.aborted ? error : failureOf(error, folder);
          });
        if (files.length + folders.length > 0)
          return `Listed ${folder}: ${folders.length} folders and ${files.length} files`;
        throw new HopFailure(
          `There is nothing in ${folder}`,
          'Compare the location with the store: its bucket, every folder, upper and lower case.',
        );
      },
      signal,
    );
    yield hop;
    if (hop.outcome === 'failed') return;
  }
}

function failureOf(error: unknown, folder: string): HopFailure {
  const { name, message } =
    error instanceof Error ? error : new Error(String(error));
  return new HopFailure(
    message,
    name === 'AccessDeniedError'
      ? `Let the portal list ${folder}: s3:ListBucket, storage.objects.list, or the role Storage Blob Data Reader.`
      : undefined,
  );
}
