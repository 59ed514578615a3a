import { LocationNotAllowedError } from '../errors';

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;

/**
 * The paths that a location may mean on the local file system, likeliest first.
 *
 * Spark, Trino and PyIceberg take what follows `file:` literally: a partition folder that they
 * name `city=New%20York` has that very name on disk. Other tools write true URIs, where `%20` is
 * a space. So: literally first, decoded where that differs.
 *
 * @throws LocationNotAllowedError for another scheme, another host, or a relative path.
 * @public
 */
export function localPathCandidates(location: string): string[] {
  if (location.includes('\0')) {
    throw new LocationNotAllowedError(
      'A location must not contain a zero byte',
      { location: location.replaceAll('\0', '\\0') },
    );
  }
  const scheme = SCHEME.exec(location)?.[1];
  if (scheme === undefined) {
    if (!location.startsWith('/'))
      throw new LocationNotAllowedError(
        `"${location}" is not an absolute path`,
        { location },
      );
    return [location];
  }
  if (scheme.toLowerCase() !== 'file') {
    throw new LocationNotAllowedError(
      `${location} is not a local file: only paths and file: locations can be read here`,
      { location },
    );
  }
  const rest = location
    .slice(scheme.length + 1)
    .replace(/^\/\/(?:localhost(?=\/))?(?=\/)/i, '');
  if (!rest.startsWith('/') || rest.startsWith('//')) {
    throw new LocationNotAllowedError(
      `${location} does not name an absolute path on this machine`,
      { location },
    );
  }
  const decoded = percentDecoded(rest);
  return decoded === undefined || decoded === rest ? [rest] : [rest, decoded];
}

function percentDecoded(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    // "100%" is a fine name for a folder, just not an encoded one.
    return undefined;
  }
}
