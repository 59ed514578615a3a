import { CatalogResponseError } from '../errors';

/** The separator of namespace levels in paths where a catalog announces none: the unit separator, percent-encoded. */
export const DEFAULT_SEPARATOR = '%1F';

/**
 * A segment of a path: everything percent-encoded but letters, digits and `-._~` (RFC 3986).
 *
 * @throws CatalogResponseError for what no path can hold: nothing at all, `.`, `..`, half a surrogate pair. URLs lose such
 * segments on the way, and would mean another place. Nor does any server take one of more than 4,096 characters.
 */
export function pathSegment(text: string): string {
  if (!isAskable(text))
    throw new CatalogResponseError(
      `${JSON.stringify(text).slice(
        0,
        100,
      )} can't be asked for over HTTP: no path can hold it`,
    );
  return encode(text);
}

/** Percent-encoded. Servers take paths of four or eight kilobytes, and refuse longer ones with 414 or 431. */
const MAX_SEGMENT = 4096;

/** Whether a name can be a segment of a path. */
export function isAskable(text: string): boolean {
  return (
    text !== '' &&
    text !== '.' &&
    text !== '..' &&
    text.length <= MAX_SEGMENT &&
    text.isWellFormed() &&
    encode(text).length <= MAX_SEGMENT
  );
}

/** Whether a namespace can be a segment of a path, each of its levels too. */
export function isAskableNamespace(levels: readonly string[]): boolean {
  return (
    levels.every(isAskable) && encode(levels.join('')).length <= MAX_SEGMENT
  );
}

/**
 * A namespace as a segment of a path: levels percent-encoded, joined by the separator.
 *
 * @param separator - As the catalog announces it (`%1F`, `%2E`), which goes into the path as it is.
 * @throws CatalogResponseError for levels that no path can hold.
 */
export function namespaceSegment(
  levels: readonly string[],
  separator: string,
): string {
  if (levels.length === 1) return pathSegment(levels[0]);
  const segment = levels
    .map(level => {
      if (level === '' || !level.isWellFormed()) return pathSegment(level);
      return encode(level);
    })
    .join(separatorInPath(separator));
  return isDots(segment) ? pathSegment('..') : segment;
}

/** A namespace as the value of a query parameter, before it is percent-encoded. */
export function namespaceParameter(
  levels: readonly string[],
  separator: string,
): string {
  return levels.join(decodeSeparator(separator));
}

function separatorInPath(separator: string): string {
  return /^(?:%[0-9A-Fa-f]{2})+$/.test(separator)
    ? separator
    : encode(separator);
}

function decodeSeparator(separator: string): string {
  try {
    return decodeURIComponent(separator);
  } catch {
    return separator;
  }
}

/** `encodeURIComponent` leaves `!'()*` as they are, which signatures and some servers take for something else. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** URLs take these for "here" and "one up", whatever is encoded. */
function isDots(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}
