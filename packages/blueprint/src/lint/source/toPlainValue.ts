import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { ManifestSyntaxError, ManifestTooLargeError } from '../errors';
import type { Fields } from './Fields';
import type { Origin, SourcePlaces } from './SourcePlaces';

/** A key that a mapping has twice. */
export interface DuplicateKey {
  /** The mapping. */
  container: object;
  key: string;
  /** Offset of the second. */
  line: number;
  file: string;
}

interface Conversion {
  places: SourcePlaces;
  duplicates: DuplicateKey[];
  /** Lines of keys that are no text. */
  oddKeys: number[];
  origin: Origin;
}

/** Values that one document may expand to: aliases make a small text a huge value. */
export const MAX_VALUES = 2_000_000;
/** Levels that a document may have. */
export const MAX_DEPTH = 200;

/**
 * A YAML node as a plain value: mappings without a prototype's names, aliases shared and not copied (so that a bomb costs
 * nothing), `<<` merged, depth and number of values bounded.
 */
export function toPlainValue(
  node: Node | null,
  conversion: Conversion,
): unknown {
  const anchors = new Map<string, { value: unknown; size: number }>();
  let count = 0;

  function fail(message: string, at: Node): never {
    const { file, lines } = conversion.origin;
    throw new ManifestSyntaxError(message, {
      file,
      line: at.range ? lines.lineAt(at.range[0]) : undefined,
    });
  }

  function tooMany(): never {
    throw new ManifestTooLargeError(
      `A document expands to more than ${MAX_VALUES} values (aliases are counted as often as they are used)`,
      { file: conversion.origin.file },
    );
  }

  function convert(current: unknown, depth: number): unknown {
    if (++count > MAX_VALUES) tooMany();
    if (depth > MAX_DEPTH)
      throw new ManifestTooLargeError(
        `Nested deeper than ${MAX_DEPTH} levels`,
        { file: conversion.origin.file },
      );
    if (isAlias(current)) {
      if (!anchors.has(current.source))
        fail(`Alias *${current.source} has no anchor before it`, current);
      const target = anchors.get(current.source);
      count += target?.size ?? 0;
      if (count > MAX_VALUES) tooMany();
      return target?.value;
    }
    if (isScalar(current)) {
      if (current.anchor)
        anchors.set(current.anchor, { value: current.value, size: 1 });
      return typeof current.value === 'bigint'
        ? String(current.value)
        : current.value;
    }
    if (isSeq(current)) {
      const list: unknown[] = [];
      const before = count;
      conversion.places.add(list, conversion.origin, current);
      for (const item of current.items) list.push(convert(item, depth + 1));
      if (current.anchor)
        anchors.set(current.anchor, { value: list, size: count - before });
      return list;
    }
    return isMap(current) ? mapping(current, depth) : null;
  }

  function mapping(current: YAMLMap, depth: number): Fields {
    const fields: Fields = {};
    const before = count;
    conversion.places.add(fields, conversion.origin, current);
    let merged: Fields | undefined;
    for (const pair of current.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (key === undefined) {
        // A mapping or list as a key: no manifest has one.
        conversion.oddKeys.push(
          conversion.origin.lines.lineAt(
            (pair.key as Node | null)?.range?.[0] ?? current.range?.[0] ?? 0,
          ),
        );
        continue;
      }
      const value = convert(pair.value, depth + 1);
      if (key === '<<') {
        merged ??= {};
        for (const part of Array.isArray(value) ? value : [value])
          if (typeof part === 'object' && part !== null)
            Object.assign(merged, { ...part, ...merged });
        continue;
      }
      if (Object.hasOwn(fields, key)) {
        const start = (pair.key as Node).range?.[0] ?? 0;
        conversion.duplicates.push({
          container: fields,
          key,
          line: conversion.origin.lines.lineAt(start),
          file: conversion.origin.file,
        });
      }
      // Assigning this name would set the prototype.
      if (key === '__proto__')
        Object.defineProperty(fields, key, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      else fields[key] = value;
    }
    for (const [key, value] of Object.entries(merged ?? {}))
      if (!Object.hasOwn(fields, key)) fields[key] = value;
    if (current.anchor)
      anchors.set(current.anchor, { value: fields, size: count - before });
    return fields;
  }

  return convert(node, 0);
}
