/**
 * The same for all ways to write one location: `s3`, `s3a` and `s3n` are one scheme, `/a`, `file:/a` and `file:///a` one path.
 * Nothing is unescaped: to a store, an escaped key is another one.
 */
export function locationKey(location: string): string {
  const match = /^([a-z][a-z0-9+.-]*):(.*)$/i.exec(location);
  const scheme = match
    ? match[1].toLowerCase().replace(/^s3[an]$/, 's3')
    : 'file';
  const rest = match ? match[2] : location;
  return scheme === 'file'
    ? `file:${rest.replace(/^\/\/(?=\/)/, '')}`
    : `${scheme}:${rest}`;
}

/** What follows the last slash. */
export function fileNameOf(location: string): string {
  return location.slice(location.lastIndexOf('/') + 1);
}
