/** Shorter ones would be found in ordinary words. */
const MIN_LENGTH = 4;
/** Tokens are renewed for as long as a client lives; those of long ago are no secrets any more. */
const MAX_SECRETS = 20;
/** Of a text that is cut all the same; far more than what is left of it, so that no secret is cut before it is found. */
const SEARCHED_CHARACTERS = 1024 * 1024;
/** No form writes these in another way. */
const ALWAYS_PLAIN = /^[A-Za-z0-9]$/;
const JSON_ESCAPES: Record<string, string | undefined> = {
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\f': 'f',
  '\r': 'r',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

/** Takes secrets out of texts that come from elsewhere: a server may quote what it was sent, in a form of its own. */
export class Redactor {
  readonly #secrets = new Map<string, RegExp>();

  add(secret: string): void {
    if (secret.length < MIN_LENGTH || this.#secrets.has(secret)) {
      return;
    }
    this.#secrets.set(secret, patternOf(secret));
    if (this.#secrets.size > MAX_SECRETS) {
      this.#secrets.delete([...this.#secrets.keys()][0]);
    }
  }

  /** @param maxCharacters - What is left of a longer text. It is cut last: half of a secret would not be found. */
  redact(text: string, maxCharacters: number): string {
    let result = text.slice(0, SEARCHED_CHARACTERS);
    // The longest first: a short one may be part of it.
    const longestFirst = [...this.#secrets].sort(
      ([a], [b]) => b.length - a.length,
    );
    for (const [, pattern] of longestFirst) {
      result = result.replace(pattern, '[secret]');
    }
    return result.length > maxCharacters
      ? `${result.slice(0, maxCharacters - 1)}…`
      : result;
  }
}

/**
 * The secret as JSON has it, or as it is and as URLs and forms have it. Not all in one: a backslash could be one or half
 * of two then, and searching take for ever.
 */
function patternOf(secret: string): RegExp {
  const forms = [jsonFormOf, urlFormOf].map(formOf =>
    Array.from(secret, formOf).join(''),
  );
  return new RegExp(forms.join('|'), 'g');
}

function jsonFormOf(character: string): string {
  if (ALWAYS_PLAIN.test(character)) {
    return character;
  }
  const escape = JSON_ESCAPES[character];
  const forms = [
    unitsOf(character)
      .map(unit => `\\\\u${anyCase(unit)}`)
      .join(''),
    ...(escape === undefined ? [] : [`\\\\${literal(escape)}`]),
    ...(character === '\\' ? [] : [literal(character)]),
  ];
  return `(?:${forms.join('|')})`;
}

function urlFormOf(character: string): string {
  if (ALWAYS_PLAIN.test(character)) {
    return character;
  }
  const percent = Array.from(
    Buffer.from(character),
    byte => `%${anyCase(byte.toString(16).padStart(2, '0'))}`,
  ).join('');
  const plus = character === ' ' ? '|\\+' : '';
  return `(?:${percent}|${literal(character)}${plus})`;
}

/** A character so that it means itself in a pattern. */
function literal(character: string): string {
  return unitsOf(character)
    .map(unit => `\\u${unit}`)
    .join('');
}

/** Its UTF-16 units as four hex digits each. */
function unitsOf(character: string): string[] {
  return Array.from({ length: character.length }, (_, index) =>
    character.charCodeAt(index).toString(16).padStart(4, '0'),
  );
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, letter => `[${letter}${letter.toUpperCase()}]`);
}
