/** An address without user, password, query and a slash at the end: none of it is for others to see, or of use to them. */
export function bareUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) {
    return url.replace(/^([\w+.-]+:\/\/)[^/@]*@/, '$1').replace(/[?#].*$/, '');
  }
  parsed.username = '';
  parsed.password = '';
  parsed.search = '';
  parsed.hash = '';
  return parsed.href.replace(/\/+$/, '');
}

/** `host:5432/database` of a JDBC address, without user, password and options. */
export function bareDatabase(address: string): string {
  return address
    .replace(/^(?:jdbc:)?\w+:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/[?#;].*$/, '');
}

/** What PostgreSQL is told of the schema that the tables of a catalog are in, at the end of a JDBC address; empty where it is the user's own. */
export function schemaOption(schema: string | undefined): string {
  return schema === undefined
    ? ''
    : `?currentSchema=${encodeURIComponent(schema)}`;
}

/** Whether a service in somebody else's cloud can't reach this host: it is this machine's, or has only an inner name. */
export function isPrivateHost(url: string): boolean {
  if (!URL.canParse(url)) {
    return false;
  }
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return (
    /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|::1$|f[cd][0-9a-f]{2}:|fe80:)/.test(
      host,
    ) ||
    !/[.:]/.test(host) ||
    /\.(?:local|internal|svc|lan|home\.arpa|localhost)$|\.svc\.cluster\.local$/.test(
      host,
    )
  );
}

/** Bucket and path of a location in a store: `s3://bucket/a/b` gives `bucket` and `a/b`. */
export function splitLocation(
  location: string,
): { bucket: string; path: string } | undefined {
  const match = /^\w+:\/\/([^/]+)\/(.*)$/s.exec(location);
  return match ? { bucket: match[1], path: match[2] } : undefined;
}

/** Path on the local disk of a location as a catalog writes it. Nothing is percent-decoded, as in Hadoop and PyIceberg. */
export function localPath(location: string): string {
  return location.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/, '');
}
