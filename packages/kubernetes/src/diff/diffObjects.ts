import type { KubernetesObject } from '../model';
import type { FieldChange } from './FieldChange';
import { listKeys } from './listKeys';

/** What the server writes itself, and nobody wants. */
const IGNORED: ReadonlySet<string> = new Set([
  '.status',
  '.metadata.managedFields',
  '.metadata.resourceVersion',
  '.metadata.generation',
  '.metadata.uid',
  '.metadata.creationTimestamp',
  '.metadata.selfLink',
]);

const LAST_APPLIED =
  '.metadata.annotations.kubectl.kubernetes.io/last-applied-configuration';

/**
 * What differs between two states of one object, one entry for each field, in the order of the fields.
 *
 * @param before - Undefined where there was none: then all fields of `after` are new.
 */
export function diffObjects(
  before: KubernetesObject | undefined,
  after: KubernetesObject,
): FieldChange[] {
  const changes: FieldChange[] = [];
  compare('', before, after, changes);
  return after.kind === 'Secret' ? changes.map(withoutValues) : changes;
}

function compare(
  path: string,
  before: unknown,
  after: unknown,
  changes: FieldChange[],
): void {
  if (IGNORED.has(path)) return;
  if (isFields(before) && isFields(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(`${path}.${name}`, own(before, name), own(after, name), changes);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(path, before, after, changes);
    return;
  }
  if (isSame(before, after)) return;
  // Something that is new as a whole, or gone: a field each, as far as there are fields.
  const only = before === undefined ? after : before;
  if ((before === undefined || after === undefined) && isSplit(only)) {
    const empty = Array.isArray(only) ? [] : {};
    compare(path, before ?? empty, after ?? empty, changes);
    return;
  }
  changes.push({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
}

function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  changes: FieldChange[],
): void {
  if (isSame(before, after)) return;
  if (![...before, ...after].every(isFields)) {
    changes.push({ path, before, after });
    return;
  }
  const keysBefore = listKeys(path, before);
  const keysAfter = listKeys(path, after);
  const isKeyed = keysBefore && keysAfter;
  const old = byKey(before, isKeyed ? keysBefore : undefined);
  const now = byKey(after, isKeyed ? keysAfter : undefined);
  for (const key of new Set([...old.keys(), ...now.keys()]))
    compare(`${path}${key}`, old.get(key), now.get(key), changes);
}

function byKey(
  items: readonly unknown[],
  keys: readonly string[] | undefined,
): Map<string, unknown> {
  return new Map(items.map((item, i) => [keys?.[i] ?? `[${i}]`, item]));
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `constructor` is a name like any other. */
function own(fields: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isSplit(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0 && value.every(isFields)
    : isFields(value) && Object.keys(value).length > 0;
}

/** Of JSON; the order of an object's fields does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (isFields(a) && isFields(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every(name => Object.hasOwn(b, name) && isSame(a[name], b[name]))
    );
  }
  return a === b;
}

function withoutValues(change: FieldChange): FieldChange {
  const { path } = change;
  return /^\.(data|stringData)(\.|$)/.test(path) || path === LAST_APPLIED
    ? { path, secret: true }
    : change;
}
