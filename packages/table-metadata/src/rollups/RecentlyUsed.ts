/** Values in memory, bounded by bytes: those that were used longest ago give way. */
export class RecentlyUsed<V> {
  readonly #maxBytes: number;
  /** The one used longest ago first. */
  readonly #entries = new Map<string, { value: V; sizeBytes: number }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get sizeBytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const known = this.#entries.get(key);
    if (!known) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, known);
    return known.value;
  }

  take(key: string): V | undefined {
    const known = this.#entries.get(key);
    if (!known) return undefined;
    this.#entries.delete(key);
    this.#bytes -= known.sizeBytes;
    return known.value;
  }

  /** One that is larger than all may be together is not kept. */
  set(key: string, value: V, sizeBytes: number): void {
    this.take(key);
    if (sizeBytes > this.#maxBytes) return;
    this.#entries.set(key, { value, sizeBytes });
    this.#bytes += sizeBytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.take(oldest);
    }
  }
}
