import type { FieldChange } from '../diff';
import { InvalidInputError } from '../errors';
import {
  GENERATE_ANNOTATION,
  type KubernetesObject,
  type LiveObject,
  nameOf,
  referenceOf,
} from '../model';

const MAX_LENGTH = 4_096;

/** What is made up for a key of a Secret. */
export interface GeneratedKey {
  readonly key: string;
  /** Characters. */
  readonly length: number;
}

/**
 * What a Secret's annotation asks for that its live self does not have yet; nothing for other objects.
 *
 * @throws InvalidInputError for an annotation that is not `<key>=<length>,…` with lengths from 16 to 4,096.
 */
export function missingKeys(
  object: KubernetesObject,
  live: LiveObject | undefined,
): GeneratedKey[] {
  const present = (live?.data ?? {}) as Record<string, unknown>;
  return generatedKeys(object).filter(
    ({ key }) => !Object.hasOwn(present, key),
  );
}

/** All that the annotation asks for. */
export function generatedKeys(object: KubernetesObject): GeneratedKey[] {
  const text = object.metadata.annotations?.[GENERATE_ANNOTATION];
  if (text === undefined) return [];
  const seen = new Set<string>();
  return text.split(',').map(part => {
    const [, key, digits] =
      /^\s*([-._a-zA-Z0-9]{1,253})=(\d{1,4})\s*$/.exec(part) ?? [];
    const length = Number(digits);
    // Shorter ones could be guessed.
    if (
      key === undefined ||
      length < 16 ||
      length > MAX_LENGTH ||
      seen.has(key)
    )
      throw new InvalidInputError(
        `${nameOf(
          referenceOf(object),
        )}: the annotation ${GENERATE_ANNOTATION} is "${text}"; expected are keys with a length from 16 to ${MAX_LENGTH}, each once, as "password=32,shared-secret=64"`,
      );
    seen.add(key);
    return { key, length };
  });
}

/** For a preview: they will be there. */
export function pendingKeys(keys: readonly GeneratedKey[]): FieldChange[] {
  return keys.map(({ key }) => ({ path: `.data.${key}`, secret: true }));
}
