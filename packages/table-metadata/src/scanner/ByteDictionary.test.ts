import { ByteDictionary } from './ByteDictionary';

const BLOCK = 7;
const BLOCKS = 10;

function fnv1a(state: number, text: string): number {
  let value = state;
  for (let at = 0; at < text.length; at++)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}

/** 2^BLOCKS texts that are all the same to FNV-1a: in each block, one of two pieces that lead to the same state. */
function collidingTexts(): string[] {
  let state = 0x811c9dc5 | 0;
  let texts = [''];
  let number = 0;
  for (let block = 0; block < BLOCKS; block++) {
    const seen = new Map<number, string>();
    for (;;) {
      // Not one after the other: such pieces seldom collide.
      const piece = (Math.imul(++number, 0x9e3779b1) >>> 0)
        .toString(36)
        .padStart(BLOCK, '0');
      const next = fnv1a(state, piece);
      const other = seen.get(next);
      if (other !== undefined) {
        texts = texts.flatMap(text => [text + other, text + piece]);
        state = next;
        break;
      }
      seen.set(next, piece);
    }
  }
  return texts;
}

describe('ByteDictionary', () => {
  it('bug: texts that were made to fall together cost no more to tell apart than others', () => {
    // A manifest of 293 KB with 65,536 such partitions took 139 s, in which nothing else could be done.
    const texts = collidingTexts();
    expect(new Set(texts.map(text => fnv1a(0x811c9dc5 | 0, text))).size).toBe(
      1,
    );
    const length = BLOCK * BLOCKS;
    const bytes = Buffer.from(texts.join(''), 'latin1');
    let reads = 0;
    const counted = new Proxy(bytes, {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key, target) as unknown;
      },
    });
    const dictionary = new ByteDictionary();
    dictionary.open(
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    );
    const numbers = texts.map((_, index) =>
      dictionary.indexOf(counted, index * length, (index + 1) * length),
    );
    expect(numbers).toEqual(texts.map((_, index) => index));
    expect(Buffer.from(dictionary.bytesOf(1023)).toString()).toBe(texts[1023]);
    // Once for the hash, once to be kept, and a little for comparisons.
    expect(reads).toBeLessThan(4 * bytes.length);
  });
});
