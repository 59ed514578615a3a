import type { LakehouseForm } from './LakehouseForm';

/** The answers of a form, of which nothing is known yet but their names. An empty text is no answer. */
export class Answers {
  readonly #values: Record<string, unknown>;

  constructor(values: object) {
    this.#values = values as Record<string, unknown>;
  }

  get(field: keyof LakehouseForm): unknown {
    const value = Object.hasOwn(this.#values, field)
      ? this.#values[field]
      : undefined;
    return value === '' || value === null ? undefined : value;
  }

  /** Like `get`; an empty list is no answer either. */
  list(field: keyof LakehouseForm): unknown {
    const value = this.get(field);
    return Array.isArray(value) && value.length === 0 ? undefined : value;
  }

  /** A reference to the Secret or to the key of the store that is named. */
  secret(field: keyof LakehouseForm): unknown {
    const name = this.get(field);
    return name === undefined ? undefined : this.secretNamed(name);
  }

  secretNamed(name: unknown): object {
    const store = this.get('secretStore');
    return store === undefined
      ? { from: 'secret', name }
      : withoutEmpty({
          ...{ from: 'external', store, key: name },
          storeKind: this.get('secretStoreKind'),
        });
  }
}

/** Leaves out what is `undefined`: the schema takes a missing key only. */
export function withoutEmpty(
  object: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}

/** `undefined` instead of an object in which nothing was said. */
export function orNothing(
  object: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const filled = withoutEmpty(object);
  return Object.keys(filled).length > 0 ? filled : undefined;
}
