import fc from 'fast-check';
import { ManifestBuffers } from './ManifestBuffers';

const MB = 1024 * 1024;

describe('ManifestBuffers', () => {
  it('gives memory that is large enough, never to two at once, and never makes more than are held at once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            length: fc.integer({ min: 1, max: 3 * MB }),
            held: fc.integer({ min: 1, max: 4 }),
          }),
          { maxLength: 40 },
        ),
        steps => {
          const buffers = new ManifestBuffers();
          const held: Array<Uint8Array<SharedArrayBuffer>> = [];
          const made = new Set<SharedArrayBuffer>();
          let mostHeld = 0;
          for (const step of steps) {
            while (held.length >= step.held) buffers.give(held.shift()!.buffer);
            const buffer = buffers.take(step.length)!;
            expect(buffer.length).toBeGreaterThanOrEqual(step.length);
            expect(held.map(other => other.buffer)).not.toContain(
              buffer.buffer,
            );
            made.add(buffer.buffer);
            held.push(buffer);
            mostHeld = Math.max(mostHeld, held.length);
          }
          // What is free now, and what is held: all that is still alive.
          const free = new Set<SharedArrayBuffer>();
          for (let i = 0; i < 50; i++) {
            const { buffer } = buffers.take(1)!;
            if (made.has(buffer)) free.add(buffer);
          }
          expect(free.size + held.length).toBeLessThanOrEqual(mostHeld);
        },
      ),
    );
  });

  it('keeps 32 MB at most, and nothing when it has not been used for a while', () => {
    jest.useFakeTimers();
    try {
      const buffers = new ManifestBuffers();
      const held = Array.from({ length: 10 }, () => buffers.take(5 * MB)!);
      for (const { buffer } of held) buffers.give(buffer);
      expect(buffers.freeBytes).toBe(30 * MB);
      jest.advanceTimersByTime(4000);
      const taken = buffers.take(5 * MB)!;
      expect(buffers.freeBytes).toBe(25 * MB);
      buffers.give(taken.buffer);
      jest.advanceTimersByTime(4000);
      expect(buffers.freeBytes).toBe(30 * MB);
      jest.advanceTimersByTime(2000);
      expect(buffers.freeBytes).toBe(0);
      expect(buffers.take(5 * MB)).toHaveLength(5 * MB);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps nothing of huge manifests, nor of those whose length nobody states', () => {
    const buffers = new ManifestBuffers();
    expect(buffers.take(undefined)).toBeUndefined();
    expect(buffers.take(17 * MB)).toBeUndefined();
  });
});
