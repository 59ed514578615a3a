import { LocationNotAllowedError } from '@lakehouse-portal/table-metadata';
import { decodesToDotSegment } from './decodesToDotSegment';
import { redactLocation } from './redactLocation';
import type { StoreKind, StoreLocation } from './StoreLocation';

/** S3 and Google allow keys of 1,024 bytes; this is for paths over HTTP too. */
const MAX_LENGTH = 8192;
const KINDS: Record<string, StoreKind> = {
  s3: 's3',
  s3a: 's3',
  s3n: 's3',
  gs: 'gs',
  abfs: 'azure',
  abfss: 'azure',
  wasb: 'azure',
  wasbs: 'azure',
  http: 'http',
  https: 'http',
};
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;
const CONTAINER = /^[A-Za-z0-9$][A-Za-z0-9._-]{0,254}$/;
const ACCOUNT_HOST =
  /^([a-z0-9][a-z0-9-]*)\.(?:(?:dfs|blob)\.)?([a-z0-9][a-z0-9.-]*)$/;

/** The kind of store that a location names by its scheme; undefined for a path, `file:` or a scheme that none has. */
export function storeKindOf(location: string): StoreKind | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9]*):\/\//.exec(location)?.[1];
  return scheme === undefined ? undefined : KINDS[scheme.toLowerCase()];
}

/**
 * Takes a location apart, and refuses every spelling that some server on the way might take for another place: `.` and
 * `..` as segments, also percent-encoded, backslashes, control characters, user names.
 *
 * Keys of object stores are literal, as the engines write them: `%20` in `s3://…` is these three characters.
 *
 * @throws LocationNotAllowedError
 */
export function parseStoreLocation(location: string): StoreLocation {
  const kind = storeKindOf(location);
  if (kind === undefined)
    throw refusal(
      location,
      'has no scheme of a store (s3, s3a, s3n, gs, abfs, abfss, wasb, wasbs, http, https)',
    );
  if (location.length > MAX_LENGTH)
    throw refusal(location, `is longer than ${MAX_LENGTH} characters`);
  // eslint-disable-next-line no-control-regex -- control characters are what is to be refused
  if (/[\u0000-\u001f\u007f\\]/.test(location))
    throw refusal(location, 'has a backslash or control character');
  const [, authority, path] = /^[^:]+:\/\/([^/]*)\/?(.*)$/s.exec(location) ?? [
    '',
    '',
    '',
  ];
  if (decodesToDotSegment(path))
    throw refusal(location, 'has "." or ".." in its path');
  switch (kind) {
    case 'http':
      return parseHttp(location);
    case 'azure':
      return { ...parseAzure(location, authority), path };
    default:
      if (!BUCKET.test(authority))
        throw refusal(location, 'does not name a bucket');
      return {
        location,
        kind,
        root: `${kind}://${authority}`,
        container: authority,
        path,
      };
  }
}

function parseAzure(
  location: string,
  authority: string,
): Omit<StoreLocation, 'path'> {
  const [container, host = '', ...more] = authority.split('@');
  const [, account, domain] = ACCOUNT_HOST.exec(host.toLowerCase()) ?? [];
  if (more.length > 0 || !CONTAINER.test(container) || account === undefined)
    throw refusal(
      location,
      'does not name a container and an account, like abfss://container@account.dfs.core.windows.net/',
    );
  return {
    location,
    kind: 'azure',
    root: `abfss://${container}@${account}.dfs.${domain}`,
    container,
    account,
    accountDomain: domain,
  };
}

function parseHttp(location: string): StoreLocation {
  let url: URL;
  try {
    url = new URL(location);
  } catch {
    throw refusal(location, 'is not a URL');
  }
  if (url.username !== '' || url.password !== '')
    throw refusal(
      location,
      'has a user name or password, which belongs into the configuration of the store',
    );
  if (/[?#]/.test(location))
    throw refusal(
      location,
      'has a query or fragment; a token that the store needs belongs into its configuration',
    );
  const path = url.pathname.slice(1);
  if (decodesToDotSegment(path))
    throw refusal(location, 'has "." or ".." in its path');
  return {
    location,
    kind: 'http',
    root: url.origin,
    container: url.origin,
    path,
  };
}

function refusal(location: string, why: string): LocationNotAllowedError {
  const shown = redactLocation(location);
  return new LocationNotAllowedError(`${shown} ${why}`, { location: shown });
}
