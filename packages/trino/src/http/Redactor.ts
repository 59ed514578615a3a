/** Shorter ones would be found in ordinary words. */
const MIN_LENGTH = 4;

/** Takes secrets out of texts that come from elsewhere: a server may quote what it was sent. */
export class Redactor {
  readonly #secrets = new Set<string>();

  add(secret: string): void {
    if (secret.length >= MIN_LENGTH) {
      this.#secrets.add(secret);
      this.#secrets.add(encodeURIComponent(secret));
    }
  }

  redact(text: string): string {
    let result = text;
    for (const secret of this.#secrets) {
      result = result.replaceAll(secret, '[secret]');
    }
    return result;
  }
}
