/**
 * Something that can't be fetched from a package registry is not on this machine.
 * The message says what, and how to get it: a test that needs it fails with it, and is never skipped silently.
 */
export class MissingPrerequisiteError extends Error {
  readonly name = 'MissingPrerequisiteError';
}
