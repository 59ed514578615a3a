import type { FolderContent } from '@lakehouse-portal/storage';
import type { ConnectionCheck, ConnectionHop } from '../catalog';
import { checkHop, HopFailure, HopSkipped, probeUrl } from '../check';
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
    if (!(yield* checkFolder(options, folder, signal))) return;
  }
}

/** One listing tells of three hops: who is not known, who may not, and what is there. */
async function* checkFolder(
  { files }: FolderCatalogOptions,
  folder: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck, boolean> {
  let content: FolderContent | undefined;
  let failure: unknown;
  try {
    content = await files.listFolder(folder, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    failure = error;
  }
  const where = /^\w+:\/\/[^/]+/.exec(folder)?.[0];
  const failedAt = content ? undefined : hopOf(failure);

  const authentication = await checkHop('authentication', async () => {
    if (failedAt === 'authentication') throw failureOf(failure, folder);
    if (!where)
      throw new HopSkipped('A folder of this machine asks nobody who they are');
    if (failedAt === 'listing')
      throw new HopSkipped(
        `${where} has not said whether it knows the portal: listing ${folder} fails otherwise`,
      );
    return `${where} takes the credentials, or asks for none`;
  });
  yield authentication;
  if (authentication.outcome === 'failed') return false;

  const authorisation = await checkHop('authorisation', async () => {
    if (failedAt === 'authorisation') throw failureOf(failure, folder);
    if (failedAt === 'listing')
      throw new HopSkipped(
        `Whether ${folder} may be listed is not known: listing it fails otherwise`,
      );
    return `${folder} may be listed`;
  });
  yield authorisation;
  if (authorisation.outcome === 'failed') return false;

  const listing = await checkHop('listing', async () => {
    if (!content) throw failureOf(failure, folder);
    const { files: found, folders } = content;
    if (found.length + folders.length > 0)
      return `Listed ${folder}: ${folders.length} folders and ${found.length} files`;
    throw new HopFailure(
      `There is nothing in ${folder}`,
      'Compare the location with the store: its bucket, every folder, upper and lower case.',
    );
  });
  yield listing;
  return listing.outcome !== 'failed';
}

/** What stores say of credentials that they do not take, in contrast to those that may not. */
const UNKNOWN =
  /^(?:Credentials(?:Refused|Unusable)|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|TokenRefreshRequired|AuthenticationFailed|InvalidAuthenticationInfo|NoAuthenticationInformation)$/;

function hopOf(error: unknown): ConnectionHop {
  const { name, code, status } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    status?: unknown;
  };
  // Nothing was asked: there are no credentials at all.
  if (name === 'StorageConfigError') return 'authentication';
  if (name !== 'AccessDeniedError') return 'listing';
  return status === 401 || UNKNOWN.test(String(code))
    ? 'authentication'
    : 'authorisation';
}

function failureOf(error: unknown, folder: string): HopFailure {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const hop = hopOf(error);
  if (hop === 'authentication')
    return new HopFailure(
      message,
      'Check the credentials of the store: what is configured for it, or what the environment says.',
    );
  return new HopFailure(
    message,
    hop === 'authorisation'
      ? `Let the portal list ${folder}: s3:ListBucket, storage.objects.list, or the role Storage Blob Data Reader.`
      : undefined,
  );
}
