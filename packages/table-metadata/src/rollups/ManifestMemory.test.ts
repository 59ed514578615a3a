import { ManifestMemory } from './ManifestMemory';

const MB = 1024 * 1024;

describe('ManifestMemory', () => {
  it('gives no piece to two at once, and makes no more than eight, however often they go round', () => {
    const memory = new ManifestMemory();
    const made = new Set<SharedArrayBuffer>();
    for (let round = 0; round < 20; round++) {
      const held = Array.from(
        { length: 8 },
        (_, index) => memory.take(1 + index * 2 * MB)!,
      );
      expect(new Set(held.map(({ buffer }) => buffer)).size).toBe(8);
      for (const { buffer } of held) made.add(buffer);
      expect(memory.take(1)).toBeUndefined();
      for (const piece of held) memory.give(piece);
      expect(memory.taken).toBe(0);
    }
    expect(made.size).toBe(8);
  });

  it('leaves pieces untouched that are not needed: what is read one by one has always the same', () => {
    const memory = new ManifestMemory();
    const pieces = new Set(
      Array.from({ length: 5 }, () => {
        const piece = memory.take(MB)!;
        memory.give(piece);
        return piece;
      }),
    );
    expect(pieces.size).toBe(1);
  });

  it('has nothing for huge manifests, nor for those whose length nobody states', () => {
    const memory = new ManifestMemory();
    expect(memory.take(undefined)).toBeUndefined();
    expect(memory.take(17 * MB)).toBeUndefined();
  });
});
