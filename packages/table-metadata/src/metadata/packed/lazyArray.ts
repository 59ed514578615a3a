const STORES = new WeakMap<object, unknown>();

/**
 * An array whose elements are made when they are first asked for. All methods of arrays work; it cannot be changed, nor be
 * cloned for a worker (copy it first: `[...array]`).
 *
 * @param keep - Whether an element, once made, stays: the same place then always gives the same object.
 */
export function lazyArray<T extends object>(
  length: number,
  make: (index: number) => T,
  options: { keep: boolean; store?: unknown },
): T[] {
  const made: T[] = [];
  // The target has the length alone: what a proxy may answer depends on it.
  const target: T[] = [];
  target.length = length;
  const indexOf = (key: string | symbol): number => {
    if (typeof key !== 'string' || !/^(?:0|[1-9]\d{0,9})$/.test(key)) return -1;
    const index = Number(key);
    return index < length ? index : -1;
  };
  const at = (index: number): T => {
    if (!options.keep) return make(index);
    made[index] ??= make(index);
    return made[index];
  };
  const refuse = (): never => {
    throw new TypeError(
      'This list is read from packed metadata and cannot be changed; copy it first',
    );
  };
  const array = new Proxy(target, {
    get: (_target, key, receiver) => {
      const index = indexOf(key);
      return index < 0 ? Reflect.get(target, key, receiver) : at(index);
    },
    has: (_target, key) => indexOf(key) >= 0 || Reflect.has(target, key),
    ownKeys: () => [...indexes(length), 'length'],
    getOwnPropertyDescriptor: (_target, key) => {
      const index = indexOf(key);
      return index < 0
        ? Reflect.getOwnPropertyDescriptor(target, key)
        : {
            value: at(index),
            enumerable: true,
            configurable: true,
            writable: true,
          };
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
  if (options.store !== undefined) STORES.set(array, options.store);
  return array;
}

/** What a lazy array is read from; `undefined` for any other array. */
export function storeOf(array: readonly unknown[]): unknown {
  return STORES.get(array);
}

function* indexes(length: number): Generator<string> {
  for (let index = 0; index < length; index++) yield String(index);
}
