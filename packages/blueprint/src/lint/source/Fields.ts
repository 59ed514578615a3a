/** A mapping of a manifest. */
export type Fields = { [key: string]: unknown };

/** The value as a mapping; an empty one if it is something else, so that a damaged manifest needs no special case. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : EMPTY;
}

/** Whether the value is a mapping. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; empty if it is something else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text: scalars as YAML wrote them, anything else `undefined`. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** Whether the value is true to kubectl, which reads YAML 1.1: `yes` and `on` are too. */
export function isTrue(value: unknown): boolean {
  return (
    value === true ||
    (typeof value === 'string' && /^(?:y|Y|[yY]es|YES|[oO]n|ON)$/.test(value))
  );
}

/** Whether the value is false to kubectl: `no` and `off` are too. */
export function isFalse(value: unknown): boolean {
  return (
    value === false ||
    (typeof value === 'string' && /^(?:n|N|[nN]o|NO|[oO]ff|OFF)$/.test(value))
  );
}

/** The value below a path of keys; `undefined` where one is missing. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isFields(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

const EMPTY: Fields = Object.freeze({});
