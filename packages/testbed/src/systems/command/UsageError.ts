/** The command was called in a way that it does not understand; the message says what it does understand. */
export class UsageError extends Error {
  readonly name = 'UsageError';
}
