import { withoutSecrets } from '@lakehouse-portal/redaction';

const MAX_LENGTH = 300;
const MAX_READ = 64_000;

/**
 * What a server says about an error, fit to be shown: one line without control characters, no stack trace, no secret of
 * ours, not long. Undefined when it says nothing of use (an HTML page of a proxy).
 */
export function serverMessage(
  bytes: Uint8Array,
  secrets: readonly string[] = [],
): string | undefined {
  const read = new TextDecoder().decode(bytes.subarray(0, 2 * MAX_READ));
  // Redacted before it is cut: half a secret would be none that is found.
  const text = messageIn(
    read.length > MAX_READ
      ? withoutSecrets(read, secrets).slice(0, MAX_READ)
      : read,
  );
  if (text === undefined) return undefined;
  return showable(text, secrets);
}

/** One line of text from elsewhere, without what must not be shown. */
export function showable(
  text: string,
  secrets: readonly string[] = [],
): string | undefined {
  const shown = withoutSecrets(text, secrets)
    // A stack trace may be inside of the message itself.
    .split(/\r?\n\s*(?:at |Caused by:|\.\.\. \d+ more)/)[0]
    // eslint-disable-next-line no-control-regex -- what is to be taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
    .trim();
  if (shown === '') return undefined;
  return shown.length > MAX_LENGTH
    ? `${shown.slice(0, MAX_LENGTH - 1)}…`
    : shown;
}

/**
 * The message of the error model of Iceberg REST (`{"error":{"message"}}`), of Nessie and Hive (`{"message"}`), of OAuth2
 * (`{"error","error_description"}`).
 */
function messageIn(text: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return /^\s*</.test(text) ? undefined : text;
  }
  if (typeof json === 'string') return json;
  if (typeof json !== 'object' || json === null) return undefined;
  const {
    error,
    error_description: description,
    message,
  } = json as Record<string, unknown>;
  const inner =
    typeof error === 'object' && error !== null
      ? (error as Record<string, unknown>).message
      : error;
  const parts = [inner ?? message, description];
  const found = parts.filter(part => typeof part === 'string' && part !== '');
  return found.length > 0 ? found.join(': ') : undefined;
}
