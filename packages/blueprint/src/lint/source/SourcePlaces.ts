import { isScalar, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from '../model/Place';
import type { LineIndex } from './LineIndex';
import { plainText } from './plainText';
import { scalarText } from './scalarText';
import type { SourceText } from './SourceText';

/** The text that values come from. */
export interface Origin {
  file: string;
  source: string;
  lines: LineIndex;
  /** A text inside another file: places are asked of it. */
  within?: SourceText;
}

/**
 * Where the mappings and lists of parsed manifests stand. Values are plain objects; this knows them by identity, so that
 * rules work with plain values and ask for a line only when they found something.
 */
export class SourcePlaces {
  // They live as long as the values: a weak map would only make the garbage collector look at each of them again.
  readonly #places = new Map<
    object,
    { origin: Origin; node: YAMLMap | YAMLSeq }
  >();
  readonly #live = new Map<object, string>();

  /** Remembers where a mapping or list stands. */
  add(container: object, origin: Origin, node: YAMLMap | YAMLSeq): void {
    this.#places.set(container, { origin, node });
  }

  /** Remembers that a mapping or list, and what is in it, has no file. */
  addLive(container: object, name: string): void {
    this.#live.set(container, name);
  }

  /**
   * Where an entry of a container stands.
   * @param container - a mapping or list of a parsed manifest.
   * @param key - the entry; the container itself if absent or not there.
   */
  of(container: object, key?: string | number): Place {
    const known = this.#places.get(container);
    if (!known) return { file: this.#live.get(container) ?? '' };
    const { origin, node } = known;
    const found = key === undefined ? undefined : entryOf(node, key);
    const value = found?.value ?? (found ? undefined : node);
    const keyStart = found?.keyStart ?? node.range?.[0];
    const offset = found?.keyStart ?? value?.range?.[0] ?? 0;
    if (origin.within) {
      const place = origin.within.placeOf(origin.lines.lineAt(offset) - 1);
      return { file: place.file, line: place.line };
    }
    return {
      file: origin.file,
      line: origin.lines.lineAt(offset),
      keyStart,
      range: value?.range ? [value.range[0], value.range[1]] : undefined,
    };
  }

  /** The text of a scalar entry, with lines; `undefined` if there is none. */
  textOf(container: object, key: string): SourceText | undefined {
    const known = this.#places.get(container);
    if (!known || known.origin.within) {
      const value = (container as Record<string, unknown>)[key];
      return typeof value === 'string'
        ? liveText(this.of(container, key), value)
        : undefined;
    }
    const { origin, node } = known;
    const value = entryOf(node, key)?.value;
    return isScalar(value) && typeof value.value === 'string'
      ? scalarText(origin.file, origin.source, origin.lines, value as Scalar)
      : undefined;
  }
}

function liveText(place: Place, text: string): SourceText {
  return {
    ...plainText(place.file, text),
    placeOf: () => ({ file: place.file, line: place.line }),
    wholeLineOf: () => undefined,
  };
}

function entryOf(
  node: YAMLMap | YAMLSeq,
  key: string | number,
):
  | {
      keyStart?: number;
      value?: { range?: [number, number, number] | null };
    }
  | undefined {
  if (typeof key === 'number') {
    const item = node.items[key] as
      | { range?: [number, number, number] | null }
      | undefined;
    return item && { keyStart: item.range?.[0], value: item };
  }
  for (const pair of node.items as {
    key?: { value?: unknown; range?: [number, number, number] | null };
    value?: { range?: [number, number, number] | null } | null;
  }[]) {
    if (pair.key && String(pair.key.value) === key)
      return {
        keyStart: pair.key.range?.[0],
        value: pair.value ?? undefined,
      };
  }
  return undefined;
}
