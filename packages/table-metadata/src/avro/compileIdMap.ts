import type { AvroNode } from './AvroNode';
import { compileSkip } from './compileSkip';
import type { Decode } from './Decode';
import type { ProjectedField } from './RecordProjection';

/** Ids below this are remembered in an array, which is much quicker than to ask two sets. */
const REMEMBERED_IDS = 4096;
const WANTED = 1;
const UNWANTED = 2;

/** How the parts of a map are read; `values`: their type. */
export interface IdMapParts {
  readKey: Decode;
  readValue: Decode;
  values: AvroNode;
}

/** Reads a map by field id of which each entry is a key and its value, and skips values that nobody wants. */
export function compileIdMap(
  { readKey, readValue, values }: IdMapParts,
  { only, seen }: Pick<ProjectedField, 'only' | 'seen'>,
): Decode {
  const skipValue = compileSkip(values);
  const minBytes = 1 + values.minBytes;
  const remembered = new Uint8Array(REMEMBERED_IDS);
  const classify = (key: number): number => {
    const kind = only === undefined || only.has(key) ? WANTED : UNWANTED;
    remembered[key] = kind;
    return kind;
  };
  return cursor => {
    const result = new Map<number, unknown>();
    let isFirst = true;
    let taken = 0;
    for (;;) {
      const count = cursor.readBlockCount(minBytes);
      if (count === 0) return result;
      taken += count;
      cursor.takeItems(taken, 0);
      for (let index = 0; index < count; index++) {
        const key = readKey(cursor) as number;
        seen?.add(key);
        if ((remembered[key] || classify(key)) === WANTED || isFirst) {
          const value = readValue(cursor);
          if (value !== undefined) result.set(key, value);
          isFirst = false;
        } else skipValue(cursor);
      }
    }
  };
}
