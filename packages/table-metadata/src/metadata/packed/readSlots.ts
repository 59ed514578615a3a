import {
  type PackedFields,
  fieldsOf,
  type SnapshotShape,
} from './SnapshotShape';
import { LONG, SAME } from './SlotWriter';

/** Unpacks a block that a `SlotWriter` wrote. */
export function readSlots(
  block: Buffer,
  shapes: SnapshotShape[],
): PackedFields[] {
  const result: PackedFields[] = [];
  let position = 0;
  let before: { shape: number; texts: string[] } | undefined;

  function varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = block[position++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  while (position < block.length) {
    const shape = varint();
    const { names } = shapes[shape];
    const old = before?.shape === shape ? before.texts : undefined;
    const texts: string[] = [];
    for (let slot = 0; slot < names.length; slot++) {
      const code = block[position++];
      if (code === SAME && old) {
        texts.push(old[slot]);
        continue;
      }
      const shared = code === LONG ? varint() : code >> 4;
      const rest = code === LONG ? varint() : code & 0x0f;
      const tail = block.toString('latin1', position, position + rest);
      position += rest;
      texts.push(
        shared === 0 || !old ? tail : old[slot].slice(0, shared) + tail,
      );
    }
    before = { shape, texts };
    result.push(fieldsOf(shapes[shape], texts));
  }
  return result;
}
