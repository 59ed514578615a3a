/**
 * What is remembered of a loaded table: its metadata location, and the ETag where the catalog gives one.
 * A catalog that changes the ETag of an unchanged table is seen through by the location.
 */
export interface TableVersion {
  /** With what tells two files of the same name apart after a `#`, where a catalog only counts its files. */
  metadataLocation: string;
  /** As it came, quoted or not. */
  etag?: string;
}

/** As one text, for `LoadedTable.version`. */
export function formatTableVersion(version: TableVersion): string {
  return version.etag === undefined
    ? version.metadataLocation
    : `${version.etag} ${version.metadataLocation}`;
}

/** Takes a text of `formatTableVersion` apart; an ETag has no spaces. */
export function parseTableVersion(text: string): TableVersion {
  const space = text.indexOf(' ');
  const etag = text.slice(0, Math.max(0, space));
  // A location has a scheme or starts with a slash; ETags do neither.
  return space < 0 || /^(?:\/|[A-Za-z][A-Za-z0-9+.-]*:)/.test(etag)
    ? { metadataLocation: text }
    : { etag, metadataLocation: text.slice(space + 1) };
}

/** The header `ETag` as it can be sent back, also unquoted; undefined for what would not survive that. */
export function usableEtag(header: string | null): string | undefined {
  const etag = header?.trim();
  return etag !== undefined &&
    /^[\x21-\x7e]{1,1024}$/.test(etag) &&
    !/^(?:\/|[A-Za-z][A-Za-z0-9+.-]*:)/.test(etag)
    ? etag
    : undefined;
}
