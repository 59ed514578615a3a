/** The parts of an image's reference. */
export interface ImageReference {
  /** As written. */
  text: string;
  /** Host of the registry; `docker.io` if none is written. */
  registry: string;
  /** For example `trinodb/trino`; images of Docker's library without `library/`. */
  repository: string;
  tag?: string;
  digest?: string;
}

/** Takes an image's reference apart. */
export function parseImage(text: string): ImageReference {
  const [named, digest] = text.split('@', 2);
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const [first, ...rest] = path.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  return {
    text,
    registry: hasRegistry ? first : 'docker.io',
    repository: (hasRegistry ? rest.join('/') : path).replace(/^library\//, ''),
    tag,
    digest,
  };
}
