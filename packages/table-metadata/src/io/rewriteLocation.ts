/**
 * Locations that start with `from` are read at `to`.
 * @public
 */
export interface LocationRewrite {
  from: string;
  to: string;
}

/**
 * Maps a location by the longest matching prefix. A prefix matches at a path boundary only:
 * `s3://lake/orders` does not match `s3://lake/orders_old/…`. `/x`, `file:/x` and `file:///x` are the same prefix.
 * A location that none matches stays as it is.
 * @public
 */
export function rewriteLocation(
  location: string,
  rewrites: LocationRewrite[],
): string {
  const plain = withoutFileScheme(location);
  let best: { length: number; result: string } | undefined;
  for (const { from, to } of rewrites) {
    const prefix = withoutTrailingSlash(withoutFileScheme(from));
    if (!plain.startsWith(prefix) || (best && best.length >= prefix.length))
      continue;
    const rest = plain.slice(prefix.length);
    if (rest !== '' && !rest.startsWith('/')) continue;
    best = { length: prefix.length, result: withoutTrailingSlash(to) + rest };
  }
  return best ? best.result : location;
}

function withoutFileScheme(location: string): string {
  return location.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '');
}

function withoutTrailingSlash(location: string): string {
  return location.replace(/\/+$/, '');
}
