import {
  isCollection,
  isScalar,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Place } from '../model/Place';
import type { LineIndex } from './LineIndex';
import { oneLine } from './oneLine';
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

/** A scalar as the file has it. */
export interface WrittenScalar {
  file: string;
  /** Offsets of the text, with its quotes. */
  range: [number, number];
  /** The text, with its quotes. */
  text: string;
  /** Without quotes, tag or block: what it stands for is decided by what it looks like. */
  plain: boolean;
}

/** A mapping or list of a tree. */
export type SourceCollection = YAMLMap | YAMLSeq;

/** A place in a mapping or list. */
interface Entry {
  container: object;
  key: string | number;
}

/** A mapping or list in a file: its node, or how to come to it when a place is asked for. */
interface Known {
  origin: Origin;
  node: () => SourceCollection | undefined;
}

/**
 * Where the mappings and lists of parsed manifests stand. Values are plain objects; this knows them by identity, so that
 * rules work with plain values and ask for a line only when they found something.
 */
export class SourcePlaces {
  // They live as long as the values: a weak map would only make the garbage collector look at each of them again.
  readonly #known = new Map<object, Known>();
  readonly #entries = new Map<object, Entry>();
  readonly #live = new Map<object, string>();

  /** Remembers where a mapping or list stands. */
  add(container: object, origin: Origin, node: SourceCollection): void {
    this.#known.set(container, { origin, node: () => node });
  }

  /** Remembers a document, whose tree is made when a place in it is asked for. */
  addRoot(
    container: object,
    origin: Origin,
    node: () => SourceCollection | undefined,
  ): void {
    this.#known.set(container, { origin, node });
  }

  /** Remembers that a mapping or list is an entry of another, that is remembered too. */
  addEntry(container: object, entry: Entry): void {
    this.#entries.set(container, entry);
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
    const known = this.#locate(container);
    if (!known) return { file: this.#live.get(container) ?? '' };
    const { origin } = known;
    const node = known.node();
    const found = key === undefined || !node ? undefined : entryOf(node, key);
    const value = found?.value ?? (found ? undefined : node);
    // An entry that was merged from elsewhere stands there, and not where all others of the mapping do.
    const elsewhere = key !== undefined && !found;
    const keyStart = found?.keyStart ?? node?.range?.[0];
    const offset = found?.keyStart ?? value?.range?.[0] ?? 0;
    if (origin.within) {
      const place = origin.within.placeOf(origin.lines.lineAt(offset) - 1);
      return { file: place.file, line: place.line };
    }
    return {
      file: origin.file,
      line: origin.lines.lineAt(offset),
      keyStart: elsewhere ? undefined : keyStart,
      range:
        value?.range && !elsewhere
          ? [value.range[0], value.range[1]]
          : undefined,
    };
  }

  /**
   * How the key and the value of an entry are written, where they are scalars of their own; `undefined` for an alias, for what
   * was merged from elsewhere, and for what has no file.
   */
  writtenOf(
    container: object,
    key: string | number,
  ): { key?: WrittenScalar; value?: WrittenScalar } {
    const known = this.#locate(container);
    const node = known && !known.origin.within ? known.node() : undefined;
    if (!known || !node) return {};
    const found = entryOf(node, key);
    return {
      key: written(known.origin, found?.key),
      value: written(known.origin, found?.value),
    };
  }

  /** The whole text that a container stands in; `undefined` for what has no file of its own. */
  sourceOf(container: object): string | undefined {
    const origin = this.#locate(container)?.origin;
    return origin?.within ? undefined : origin?.source;
  }

  /** The text of a scalar entry, with lines; `undefined` if there is none. */
  textOf(container: object, key: string): SourceText | undefined {
    const text = (container as Record<string, unknown>)[key];
    if (typeof text !== 'string') return undefined;
    const known = this.#locate(container);
    if (!known || known.origin.within)
      return oneLine(this.of(container, key), text);
    const { origin } = known;
    return placedLater(origin.file, text, () => {
      const node = known.node();
      const value = node && entryOf(node, key)?.value;
      // An alias, or merged from elsewhere: its lines are not here.
      return isScalar(value)
        ? scalarText(origin.file, origin.source, origin.lines, value as Scalar)
        : oneLine(this.of(container, key), text);
    });
  }

  #locate(container: object): Known | undefined {
    const known = this.#known.get(container);
    const entry = known ? undefined : this.#entries.get(container);
    const parent = entry && this.#locate(entry.container);
    if (!entry || !parent) return known;
    const found: Known = {
      origin: parent.origin,
      node: () => {
        const node = parent.node();
        const value = node && entryOf(node, entry.key)?.value;
        return isCollection(value) ? value : undefined;
      },
    };
    this.#known.set(container, found);
    return found;
  }
}

/** A text whose lines are looked for when the first is asked for. */
function placedLater(
  file: string,
  text: string,
  find: () => SourceText,
): SourceText {
  let found: SourceText | undefined;
  const source = () => (found ??= find());
  return {
    file,
    text,
    placeOf: index => source().placeOf(index),
    wholeLineOf: index => source().wholeLineOf(index),
  };
}

function written(
  { file, source }: Origin,
  node: unknown,
): WrittenScalar | undefined {
  if (!isScalar(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return {
    file,
    range: [start, end],
    text: source.slice(start, end),
    plain: node.type === 'PLAIN' && node.tag === undefined,
  };
}

function entryOf(
  node: SourceCollection,
  key: string | number,
):
  | {
      key?: unknown;
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
  const pair = pairOf(node as YAMLMap, key);
  return (
    pair && {
      key: pair.key,
      keyStart: pair.key?.range?.[0],
      value: pair.value ?? undefined,
    }
  );
}

/** A pair of a mapping. */
interface SourcePair {
  key?: { value?: unknown; range?: [number, number, number] | null };
  value?: { range?: [number, number, number] | null } | null;
}

/** The pairs of large mappings: looking through all of them for each would take for ever. */
const PAIRS = new WeakMap<YAMLMap, Map<string, SourcePair>>();

/** Of a key that stands twice the last counts. */
function pairOf(node: YAMLMap, key: string): SourcePair | undefined {
  const items = node.items as SourcePair[];
  if (items.length < 20)
    return items.findLast(pair => pair.key && String(pair.key.value) === key);
  let pairs = PAIRS.get(node);
  if (!pairs) {
    pairs = new Map();
    for (const pair of items)
      if (pair.key) pairs.set(String(pair.key.value), pair);
    PAIRS.set(node, pairs);
  }
  return pairs.get(key);
}
