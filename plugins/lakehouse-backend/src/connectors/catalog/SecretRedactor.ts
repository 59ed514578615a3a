import type { Config } from '@backstage/config';
import { Redactor } from '@lakehouse-portal/redaction';

/** Names of keys whose texts are secrets. */
const SECRET_KEY =
  /secret|password|passphrase|token|credential|accountkey|accesskey|privatekey|apikey|authorization|^query$|^clientkey$|^key$/i;
/** … unless they say where something is, or who. */
const PLACE_KEY =
  /(?:url|uri|endpoint|endpoints|file|path|server|location|type|scope|name|use|id)$/i;
/** Below these every text is a secret. */
const SECRET_SECTION = /^headers$/i;
/** Characters. Not all that looks secret by its key is: `true` would be found in any text. */
const MIN_LENGTH = 5;

/**
 * Takes secrets out of messages, wherever they come from: servers quote what they were sent, and so do drivers.
 * What is known to be secret are the values of the configuration whose keys say so, passwords in its URLs, and what is
 * added.
 */
export class SecretRedactor {
  readonly #redactor = new Redactor({ minLength: MIN_LENGTH });

  static ofConfig(config: Config): SecretRedactor {
    const redactor = new SecretRedactor();
    redactor.#collect(config.get(), false);
    return redactor;
  }

  add(secret: string): void {
    this.#redactor.add(secret);
    this.#redactor.add(decoded(secret));
  }

  /** With others, for a while: those that a catalog lent. */
  with(secrets: Iterable<string>): SecretRedactor {
    const redactor = new SecretRedactor();
    for (const secret of [...this.#redactor.secrets, ...secrets]) {
      redactor.add(secret);
    }
    return redactor;
  }

  text(text: string): string {
    return this.#redactor.redact(text);
  }

  /** All texts of a value, however deep; keys stay. */
  values<T>(value: T): T {
    if (typeof value === 'string') {
      return this.text(value) as T & string;
    }
    if (Array.isArray(value)) {
      return value.map(item => this.values(item)) as T & unknown[];
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, this.values(item)]),
      ) as T;
    }
    return value;
  }

  /** The same error, of the same class, with its message and stack cleaned, and its causes too. */
  error(thrown: unknown, depth = 0): unknown {
    if (!(thrown instanceof Error) || this.#redactor.secrets.length === 0) {
      return typeof thrown === 'string' ? this.text(thrown) : thrown;
    }
    for (const key of ['message', 'stack'] as const) {
      const text = thrown[key];
      if (text !== undefined && this.text(text) !== text) {
        define(thrown, key, this.text(text));
      }
    }
    if (thrown.cause !== undefined) {
      // A chain that long is no chain of reasons any more.
      const cause = depth < 8 ? this.error(thrown.cause, depth + 1) : undefined;
      define(thrown, 'cause', cause);
    }
    return thrown;
  }

  #collect(value: unknown, isSecret: boolean): void {
    if (typeof value === 'string') {
      if (isSecret) {
        this.add(value);
      }
      // Of URLs and connection strings, the password.
      for (const [, password] of value.matchAll(
        /:\/\/[^/@\s:]*:([^/@\s]+)@/g,
      )) {
        this.add(password);
      }
      for (const [, password] of value.matchAll(
        /[?&;]\s*(?:password|pwd|token|sig|secret)=([^&;\s]+)/gi,
      )) {
        this.add(password);
      }
      return;
    }
    if (typeof value !== 'object' || value === null) {
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const isText = typeof item === 'string' || Array.isArray(item);
      this.#collect(
        item,
        isSecret ||
          SECRET_SECTION.test(key) ||
          (isText && SECRET_KEY.test(key) && !PLACE_KEY.test(key)),
      );
    }
  }
}

/** In a URL of the configuration a password is percent-encoded; what is sent is not. */
function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}

function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, {
    value,
    configurable: true,
    enumerable: false,
    writable: true,
  });
}
