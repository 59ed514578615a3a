import { ValidationError } from '../errors';

const MAX_LENGTH = 255;

/** Also keeps folder names harmless: no separators, no wildcards, no control characters, no leading dot. */
const LEVEL = /^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u;

/**
 * Refuses namespace names that could not be folders or that other engines could not address.
 *
 * @throws ValidationError
 */
export function requireNamespaceName(namespace: string): void {
  if (namespace.length > MAX_LENGTH)
    throw new ValidationError(
      `Namespace names have at most ${MAX_LENGTH} characters, this one has ${namespace.length}.`,
    );
  for (const level of namespace.split('.')) {
    if (!LEVEL.test(level)) {
      throw new ValidationError(
        `'${namespace}' is not a namespace name: each level (between dots) needs letters, digits, _, - or spaces, and starts with a letter, digit or _.`,
      );
    }
  }
}

/**
 * Refuses names of new tables that could not be folders or that other engines could not address.
 *
 * @throws ValidationError
 */
export function requireTableName(name: string): void {
  if (name.length > MAX_LENGTH)
    throw new ValidationError(
      `Table names have at most ${MAX_LENGTH} characters, this one has ${name.length}.`,
    );
  if (!LEVEL.test(name)) {
    throw new ValidationError(
      `'${name}' is not a table name: it needs letters, digits, _, - or spaces, and starts with a letter, digit or _.`,
    );
  }
}
