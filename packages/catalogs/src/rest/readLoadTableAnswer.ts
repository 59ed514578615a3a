import {
  CorruptMetadataError,
  parseTableMetadata,
  splitJsonObject,
} from '@lakehouse-portal/table-metadata';
import type { LoadedTable } from '../catalog';
import { isCounted } from '../catalog/isCounted';
import { CatalogResponseError } from '../errors';
import { type CatalogResponse, parseAnswer } from '../http';
import { tableStorage } from './tableStorage';
import {
  formatTableVersion,
  type TableVersion,
  usableEtag,
} from './tableVersion';

/**
 * Reads the answer of `loadTable`. The metadata in it is read as a metadata file is, so that no number is rounded.
 *
 * @param options - `known`: what is known of the table. `isLight`: the metadata is not all of it, so that no version is told.
 * @throws CatalogResponseError for an answer without metadata; the errors of `parseTableMetadata` and `splitJsonObject`.
 */
export function readLoadTableAnswer(
  response: CatalogResponse,
  options: { known?: TableVersion; isLight: boolean },
): { loaded: LoadedTable | 'unchanged'; givesEtags: boolean } {
  const members = membersOf(response);
  const stated = value(response, members, 'metadata-location');
  const bytes = members.get('metadata');
  if (bytes === undefined)
    throw new CatalogResponseError(
      `${response.what} answered without the metadata of the table`,
    );
  const metadataLocation =
    typeof stated === 'string' && stated !== '' ? stated : undefined;
  const counts = metadataLocation !== undefined && isCounted(metadataLocation);
  const etag = counts ? undefined : usableEtag(response.headers.get('etag'));
  const givesEtags = etag !== undefined;
  // Before the metadata is parsed: of a catalog without ETags that is all that can be spared.
  if (
    options.known &&
    !counts &&
    options.known.metadataLocation === metadataLocation
  )
    return { loaded: 'unchanged', givesEtags };
  const metadata = parseTableMetadata(bytes, {
    metadataLocation: metadataLocation ?? response.what,
  });
  const pointer = counts
    ? `${metadataLocation}#${metadata.tableUuid}-${metadata.lastUpdatedMs}`
    : metadataLocation;
  if (counts && options.known?.metadataLocation === pointer)
    return { loaded: 'unchanged', givesEtags };
  const version =
    pointer === undefined || options.isLight
      ? undefined
      : formatTableVersion({ metadataLocation: pointer, etag });
  const storage = tableStorage(
    {
      config: value(response, members, 'config'),
      credentials: value(response, members, 'storage-credentials'),
    },
    metadata.location,
  );
  return { loaded: { metadata, version, storage }, givesEtags };
}

function membersOf(response: CatalogResponse): Map<string, Uint8Array> {
  try {
    return splitJsonObject(response.bytes, `The answer to ${response.what}`);
  } catch (error) {
    if (error instanceof CorruptMetadataError)
      throw new CatalogResponseError(error.message);
    throw error;
  }
}

function value(
  response: CatalogResponse,
  members: Map<string, Uint8Array>,
  key: string,
): unknown {
  const bytes = members.get(key);
  if (bytes === undefined) return undefined;
  try {
    return parseAnswer(bytes, response.what);
  } catch (error) {
    if (error instanceof CatalogResponseError) throw error;
    throw new CatalogResponseError(
      `${response.what} answered with "${key}" that is not valid JSON`,
    );
  }
}
