import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { isCollection } from 'yaml';
import { composeYaml } from './composeYaml';
import type { Origin, SourcePlaces } from './SourcePlaces';
import { MAX_DEPTH, MAX_VALUES } from './toPlainValue';

/** Merges, and what the two readers do not judge alike: directives, ends of documents, tabs as indentation. */
const PECULIAR = /^\uFEFF?(%|\.\.\.|[ -]*\t)|<<["']?\s*:/m;

/**
 * The values of a text that has nothing peculiar, as nearly all manifests: no aliases, tags, merges, directives, mappings as
 * keys, or keys that stand twice. js-yaml reads it in a sixth of the time that trees with places take; those are made of a
 * file when the first place in it is asked for, which most files never are.
 *
 * @returns one value for each document; `undefined` where the text is peculiar or broken: {@link composeYaml} then says how.
 */
export function loadPlainYaml(
  origin: Origin,
  places: SourcePlaces,
): unknown[] | undefined {
  if (PECULIAR.test(origin.source)) return undefined;
  let values: unknown[];
  try {
    values = loadAll(origin.source, {
      schema: CORE_SCHEMA,
      maxDepth: MAX_DEPTH,
      maxAliases: 0,
    });
  } catch {
    return undefined;
  }
  const roots = rootsOf(origin.source, values.length);
  let count = 0;
  for (const [index, value] of values.entries()) {
    if (!isContainer(value)) continue;
    places.addRoot(value, origin, () => roots(index));
    count += addContents(value, places);
    if (count > MAX_VALUES) return undefined;
  }
  return values;
}

/** Says how many values there are, those inside others too. */
function addContents(container: object, places: SourcePlaces): number {
  const entries = Array.isArray(container)
    ? [...container.entries()]
    : Object.entries(container);
  let count = entries.length;
  for (const [key, value] of entries)
    if (isContainer(value)) {
      places.addEntry(value, { container, key });
      count += addContents(value, places);
    }
  return count;
}

/** The trees of a text, made once, when the first is asked for. */
function rootsOf(source: string, count: number) {
  let documents: ReturnType<typeof composeYaml> | undefined;
  return (index: number) => {
    documents ??= composeYaml(source, () => {});
    // The two readers have always counted alike; if they once don't, no place is better than a wrong one.
    if (documents.length !== count) return undefined;
    const { contents } = documents[index];
    return isCollection(contents) ? contents : undefined;
  };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
