/** A file with one byte changed or its end missing, and what was done to it. */
export interface Damaged {
  bytes: Uint8Array;
  what: string;
  position: number;
}

/** The file cut at every length. */
export function* truncations(bytes: Uint8Array): Generator<Damaged> {
  for (let length = 0; length < bytes.length; length++)
    yield {
      bytes: bytes.slice(0, length),
      what: `cut to ${length} of ${bytes.length} bytes`,
      position: length,
    };
}

/** What may have happened to a byte. */
const CHANGES: Array<[what: string, change: (byte: number) => number]> = [
  ['its lowest bit flipped', byte => byte ^ 1],
  ['its highest bit flipped', byte => byte ^ 0x80],
  ['all its bits flipped', byte => byte ^ 0xff],
  ['0', () => 0],
  ['0xff', () => 0xff],
];

/**
 * The file with each byte changed.
 *
 * @param changesPerByte - Of five kinds of changes, so many at each byte, in turn.
 */
export function* changedBytes(
  bytes: Uint8Array,
  changesPerByte = CHANGES.length,
): Generator<Damaged> {
  for (let position = 0; position < bytes.length; position++) {
    for (let turn = 0; turn < changesPerByte; turn++) {
      const [what, change] = CHANGES[(position + turn) % CHANGES.length];
      const changed = Uint8Array.from(bytes);
      changed[position] = change(bytes[position]);
      if (changed[position] !== bytes[position])
        yield {
          bytes: changed,
          what: `byte ${position} of ${bytes.length}: ${what}`,
          position,
        };
    }
  }
}
