import catalogue from '../../trino/properties/trinoProperties.json';

interface Release {
  version: number;
  known: ReadonlySet<string>;
  defunct: ReadonlySet<string>;
}

/** The releases whose properties were read from their jars, oldest first. */
const RELEASES: readonly Release[] = Object.entries(catalogue)
  .map(([version, { config, legacy, defunct }]) => ({
    version: Number(version),
    known: new Set([...config, ...Object.keys(legacy)]),
    defunct: new Set(defunct),
  }))
  .sort((one, other) => one.version - other.version);

/** What a release makes of a property: it knows it, refuses it as abolished, or has never heard of it. */
export type PropertyState = 'known' | 'defunct' | 'unknown';

/**
 * Asks the catalogue. Between two releases that were read, a property that either of them knows passes; before the first,
 * so does one that was abolished by then.
 */
export function propertyState(key: string, version: number): PropertyState {
  const before = RELEASES.findLast(release => release.version <= version);
  const after = RELEASES.find(release => release.version >= version);
  const neighbours = [before, after].filter(release => release !== undefined);
  if (neighbours.some(({ known }) => known.has(key))) return 'known';
  const defunct = neighbours.some(release => release.defunct.has(key));
  if (defunct) return before ? 'defunct' : 'known';
  return 'unknown';
}
