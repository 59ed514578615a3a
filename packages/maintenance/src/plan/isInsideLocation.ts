/**
 * Whether a file lies in a table's own location. Written alike or not: `s3`, `s3a` and `s3n` are one scheme, `file:/a`
 * and `/a` one path. A path with `..`, `.` or empty parts is never inside: where it leads, a store and a disk see
 * differently.
 * @public
 */
export function isInsideLocation(file: string, location: string): boolean {
  const inner = normalized(file);
  const outer = normalized(location.replace(/\/+$/, ''));
  return (
    inner !== undefined &&
    outer !== undefined &&
    outer.path.length > 0 &&
    inner.store === outer.store &&
    inner.path.length > outer.path.length &&
    outer.path.every((part, index) => inner.path[index] === part)
  );
}

function normalized(
  location: string,
): { store: string; path: string[] } | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/]*))?(\/.*)?$/i.exec(
    location,
  );
  if (!match) {
    return undefined;
  }
  const [, scheme = 'file', host = '', path = ''] = match;
  const parts = path.split('/').slice(1);
  if (
    parts.some(part => {
      const plain = decoded(part);
      return plain === '' || plain === '.' || plain === '..';
    })
  ) {
    return undefined;
  }
  return {
    store: `${scheme.toLowerCase().replace(/^s3[an]$/, 's3')}://${host}`,
    path: parts,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not escaped at all: it stands for itself.
    return part;
  }
}
