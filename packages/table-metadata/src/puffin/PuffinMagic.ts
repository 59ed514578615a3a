/** `PFA1`: at the start of a Puffin file, before the footer's payload and at the end. */
export const PUFFIN_MAGIC = Uint8Array.of(0x50, 0x46, 0x41, 0x31);

export function hasPuffinMagic(bytes: Uint8Array, offset: number): boolean {
  return PUFFIN_MAGIC.every((byte, index) => bytes[offset + index] === byte);
}
