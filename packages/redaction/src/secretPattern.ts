/** Base64 of less would be found in any text. */
const MIN_BASE64 = 6;
/** Patterns of longer secrets are too large. */
const MAX_LENGTH = 2_000;
const ESCAPES: Partial<Record<string, string>> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

/**
 * Finds a secret in a text however it is written there: as it is, in a URL or a form, in JSON (and in JSON inside of
 * JSON), in Base64, alone or between other things (`id:secret`). Of a very long one the beginning is found, and all that
 * comes after it.
 */
export function secretPattern(secret: string): RegExp {
  // Not through the middle of a character, which would be encoded as another one.
  const start = secret.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '');
  const parts = start.match(/\\+|[^\\]/gu) ?? [];
  const forms = [parts.map(formsOfPart).join('')];
  for (const offset of [0, 1, 2]) {
    const form = base64Of(start, offset);
    if (form !== undefined) forms.push(form);
  }
  const rest = secret.length > MAX_LENGTH ? '[^]*' : '';
  return new RegExp(`(?:${forms.join('|')})${rest}`, 'g');
}

/** A character, or a row of backslashes. */
function formsOfPart(part: string): string {
  if (/^[A-Za-z0-9]$/.test(part)) return part;
  const percent = Array.from(
    Buffer.from(part),
    byte => `%(?:25){0,2}${anyCase(hex(byte, 2))}`,
  ).join('');
  const unicode = Array.from(
    { length: part.length },
    (_, index) => `\\\\{1,4}u${anyCase(hex(part.charCodeAt(index), 4))}`,
  ).join('');
  // The longest first: of `%25` the `%` alone would do.
  return `(?:${percent}|${unicode}|${plainForm(part)})`;
}

function plainForm(part: string): string {
  if (part.startsWith('\\')) return `\\\\{${part.length},${4 * part.length}}`;
  const letter = ESCAPES[part];
  if (letter) return `\\s|${literally(part)}|\\\\{1,4}${letter}`;
  switch (part) {
    case ' ':
      return '[\\s+]';
    case '"':
    case "'":
    case '/':
      return `\\\\{0,3}${part}`;
    default:
      return literally(part);
  }
}

/**
 * What is the same in Base64 whatever comes before and after, and the characters at its edges, which are half of the
 * secret.
 *
 * @param offset - Bytes before it, modulo three.
 */
function base64Of(secret: string, offset: number): string | undefined {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const start = Math.ceil((offset * 8) / 6);
  const bits = bytes.length * 8;
  const core = bytes.toString('base64').slice(start, Math.floor(bits / 6));
  if (core.length < MIN_BASE64) return undefined;
  const edge = '[\\w+/-]?';
  return [
    offset > 0 ? edge : '',
    core
      .replaceAll('+', '(?:[+-]|%2[Bb])')
      .replaceAll('/', '(?:\\\\{0,3}/|_|%2[Ff])'),
    bits % 6 > 0 ? edge : '',
  ].join('');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function anyCase(digits: string): string {
  return digits.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
}

function literally(text: string): string {
  return text.replace(/[$()*+.?[\]^{|}]/g, '\\$&');
}
