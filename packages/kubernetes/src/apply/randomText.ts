/** 64 characters that need no quoting anywhere, so that a byte's last six bits choose one without favour. */
const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Random characters of URL-safe base64, six bits each. It begins with a letter: some programs take a leading `-` for an
 * option.
 */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte, i) =>
    i === 0 ? ALPHABET[byte % 52] : ALPHABET[byte & 63],
  ).join('');
}
