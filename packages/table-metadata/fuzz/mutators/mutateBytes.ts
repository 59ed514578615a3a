import type { Random } from '../engine/Random';
import { varint } from '../../src/__testUtils__/avro/AvroContainer';
import { INTERESTING_LONGS } from './interesting';

/** Changes bytes without knowing what they mean. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const length = bytes.length;
  const at = random.below(length + 1);
  const size = 1 + random.below(random.chance(0.8) ? 8 : Math.max(1, length));
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  const behind = bytes.subarray(Math.min(length, at + size));
  switch (random.below(9)) {
    case 0: {
      const copy = Uint8Array.from(bytes);
      if (at < length) copy[at] ^= 1 << random.below(8);
      return copy;
    }
    case 1: {
      const copy = Uint8Array.from(bytes);
      if (at < length)
        copy[at] = random.pick([0, 1, 2, 0x7f, 0x80, 0xff, random.next()]);
      return copy;
    }
    case 2:
      return before.slice();
    case 3:
      return join(before, behind);
    case 4:
      return join(before, random.bytes(Math.min(size, 64)), after);
    case 5: {
      const from = random.below(length + 1);
      return join(before, bytes.subarray(from, from + size), after);
    }
    case 6:
      return join(
        before,
        new Uint8Array(size).fill(random.pick([0, 0xff])),
        behind,
      );
    case 7:
      return join(before, varint(random.pick(INTERESTING_LONGS)), behind);
    default:
      return join(
        before,
        varint(random.pick(INTERESTING_LONGS)),
        bytes.subarray(Math.min(length, at + 1)),
      );
  }
}

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
