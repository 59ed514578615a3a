import fc from 'fast-check';
import { LimitedFileIO } from './LimitedFileIO';

/** A FileIO whose reads end when the test says so. */
function heldFileIO() {
  const held = new Map<string, { end(): void; fail(error: Error): void }>();
  const started: string[] = [];
  return {
    held,
    started,
    async read(location: string): Promise<Uint8Array> {
      started.push(location);
      return new Promise((resolve, reject) => {
        held.set(location, {
          end: () => {
            held.delete(location);
            resolve(new Uint8Array());
          },
          fail: error => {
            held.delete(location);
            reject(error);
          },
        });
      });
    },
  };
}

const settle = () => new Promise(resolve => setImmediate(resolve));

describe('LimitedFileIO', () => {
  it('lets so many read at once, the others in the order in which they came; who gives up leaves the queue', async () => {
    const below = heldFileIO();
    const io = new LimitedFileIO(below, 2);
    const controller = new AbortController();
    const reads = ['a', 'b', 'c', 'd', 'e'].map(name =>
      io.read(name, name === 'c' ? { signal: controller.signal } : {}),
    );
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(reads[2]).rejects.toBe(reason);
    expect(below.started).toEqual(['a', 'b']);
    below.held.get('b')!.fail(new Error('broken'));
    await expect(reads[1]).rejects.toThrow('broken');
    await settle();
    expect(below.started).toEqual(['a', 'b', 'd']);
    below.held.get('a')!.end();
    await settle();
    below.held.get('d')!.end();
    below.held.get('e')!.end();
    await Promise.all([reads[0], reads[3], reads[4]]);
    // All turns are free again.
    io.read('f');
    io.read('g');
    await settle();
    expect(below.started.slice(-2)).toEqual(['f', 'g']);
  });

  it('is never over its bound and never idle while somebody waits, whatever ends, fails or gives up when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('read', 'end', 'fail', 'abort'), {
          maxLength: 40,
        }),
        async (bound, steps) => {
          const below = heldFileIO();
          const io = new LimitedFileIO(below, bound);
          const waiting = new Map<string, AbortController>();
          const all: Array<Promise<unknown>> = [];
          for (const [index, step] of steps.entries()) {
            const [first] = below.held.values();
            if (step === 'read') {
              const controller = new AbortController();
              const name = String(index);
              waiting.set(name, controller);
              all.push(io.read(name, controller).catch(() => undefined));
            } else if (step === 'end') first?.end();
            else if (step === 'fail') first?.fail(new Error('broken'));
            else {
              const [entry] = waiting;
              if (entry) {
                entry[1].abort();
                waiting.delete(entry[0]);
              }
            }
            await settle();
            for (const name of below.started) waiting.delete(name);
            expect(below.held.size).toBeLessThanOrEqual(bound);
            if (waiting.size > 0) expect(below.held.size).toBe(bound);
          }
          while (below.held.size > 0) {
            for (const read of [...below.held.values()]) read.end();
            await settle();
          }
          await Promise.all(all);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses a bound that is none', () => {
    for (const bound of [0, -1, 1.5, Number.NaN, 100_000])
      expect(() => new LimitedFileIO(heldFileIO(), bound)).toThrow(
        'concurrency',
      );
  });
});
