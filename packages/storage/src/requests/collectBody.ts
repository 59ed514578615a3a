import type { AttemptClock } from './AttemptClock';
import type { OpenedObject } from './ObjectStore';
import { type BodyPlan, requireLength, tooLarge } from './planBody';
import { StoreFailure } from './StoreFailure';

/** Up to here memory is set aside as the store announces it; a longer body has to arrive first. */
const MAX_TRUSTED_BYTES = 16 * 1024 * 1024;

/**
 * Reads what is wanted of a body, and no more.
 * @throws LimitExceededError; StoreFailure when it ends early, stalls, or is longer than it said.
 */
export async function collectBody(
  opened: OpenedObject,
  plan: BodyPlan,
  location: string,
  clock: AttemptClock,
): Promise<Uint8Array> {
  const sink = new ByteSink(plan.exactly);
  const chunks = opened.body[Symbol.asyncIterator]();
  try {
    await fill(sink, chunks, plan, location, clock);
  } finally {
    // Not waited for: a body that stalls would have us wait for it to go on.
    chunks.return?.().catch(() => undefined);
  }
  if (sink.length < (plan.exactly ?? 0))
    throw new StoreFailure(
      'transient',
      `the answer ended after ${sink.length} of ${plan.exactly} bytes`,
    );
  requireLength(sink.length, plan.fileLength);
  return sink.bytes();
}

async function fill(
  sink: ByteSink,
  chunks: AsyncIterator<Uint8Array>,
  plan: BodyPlan,
  location: string,
  clock: AttemptClock,
): Promise<void> {
  const limit = plan.exactly ?? plan.atMost;
  let toSkip = plan.skip;
  // A server that ignores ranges goes on to send what nobody wants.
  while (sink.length < limit || plan.isAtMostALimit) {
    const { done, value } = await clock.race(chunks.next());
    if (done) return;
    clock.progress();
    const chunk = value.subarray(Math.min(toSkip, value.length));
    toSkip -= value.length - chunk.length;
    const room = limit - sink.length;
    if (chunk.length > room && plan.isAtMostALimit) {
      if (plan.exactly === undefined)
        throw tooLarge(location, undefined, limit);
      throw new StoreFailure(
        'transient',
        `more than the ${plan.exactly} bytes that were announced arrived`,
      );
    }
    sink.add(chunk.length > room ? chunk.subarray(0, room) : chunk);
  }
}

/** Gathers chunks into one array. */
class ByteSink {
  readonly #target: Uint8Array | undefined;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(announced: number | undefined) {
    if (announced !== undefined && announced <= MAX_TRUSTED_BYTES)
      this.#target = new Uint8Array(announced);
  }

  get length(): number {
    return this.#length;
  }

  add(chunk: Uint8Array): void {
    if (this.#target) this.#target.set(chunk, this.#length);
    else if (chunk.length > 0) this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  bytes(): Uint8Array {
    if (this.#target) return this.#target.subarray(0, this.#length);
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}
