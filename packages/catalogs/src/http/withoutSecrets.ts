import { secretPattern } from './secretPattern';

/** Shorter ones would be found in ordinary words. */
const MIN_LENGTH = 4;

/**
 * A text from elsewhere without secrets of ours: a server may quote what it was sent. To be done before the text is cut or
 * its white space changed.
 */
export function withoutSecrets(
  text: string,
  secrets: readonly string[],
): string {
  return (
    secrets
      .filter(secret => secret.length >= MIN_LENGTH)
      // Where one is a part of another, nothing of the longer one may be left.
      .sort((a, b) => b.length - a.length)
      .reduce(
        (shown, secret) => shown.replace(secretPattern(secret), '…'),
        text,
      )
  );
}
