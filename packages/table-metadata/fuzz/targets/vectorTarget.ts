import { readDeletionVector } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import type { Random } from '../engine/Random';
import { INTERESTING_LONGS } from '../mutators/interesting';
import { mutateBytes } from '../mutators/mutateBytes';
import { naiveVector } from '../reference/naiveVector';
import { framed, vectorBytes } from '../seeds/vectorBytes';
import { attemptAsync } from './attempt';
import type { FuzzTarget } from './FuzzTarget';
import { TableFileIO } from './TableFileIO';

const MAX_POSITIONS = 300_000;
const range = (length: number, step = 1): number[] =>
  Array.from({ length }, (_row, index) => index * step);

/** A deletion vector: refused, or with just the rows that a plain decoder finds in it. */
export const vectorTarget: FuzzTarget = {
  name: 'vector',
  weight: 1,
  seeds: () =>
    [
      vectorBytes([]),
      vectorBytes([
        { key: 0, containers: [{ key: 0, runs: false, rows: [5] }] },
      ]),
      vectorBytes([
        {
          key: 0,
          containers: [
            { key: 0, runs: true, rows: [...range(10), 20, 65535] },
            { key: 3, runs: false, rows: range(30, 2) },
          ],
        },
        {
          key: 7,
          containers: [0, 1, 2, 65535].map(key => ({
            key,
            runs: key === 1,
            rows: range(3, 9),
          })),
        },
      ]),
      vectorBytes([
        { key: 0, containers: [{ key: 1, runs: false, rows: range(5000, 3) }] },
      ]),
    ].map(bytes => ({ target: 'vector', files: new Map([['vector', bytes]]) })),
  mutate: ({ files }, random) => ({
    target: 'vector',
    files: new Map([['vector', mutateVector(bytesOf(files), random)]]),
  }),
  run: async ({ files }: FuzzInput) => {
    const bytes = bytesOf(files);
    const io = new TableFileIO(
      new Map([
        ['vector', bytes],
        ['@location', Buffer.from('/t')],
      ]),
    );
    const vector = await attemptAsync(() =>
      readDeletionVector(io, {
        filePath: '/t/vector',
        contentOffset: 0n,
        contentSizeBytes: BigInt(bytes.length),
        recordCount: 1n,
      }),
    );
    if (!vector || vector.cardinality > MAX_POSITIONS) return;
    const expected = naiveVector(bytes);
    const found = [...vector.positions()];
    must(
      found.length === vector.cardinality &&
        found.length === expected.length &&
        found.every((position, index) => position === expected[index]),
      'vector-positions',
      () => `${found.slice(0, 20)} instead of ${expected.slice(0, 20)}`,
    );
    for (const position of found.slice(0, 50))
      must(
        vector.has(position) &&
          vector.has(position + 1) === found.includes(position + 1),
        'vector-has',
        () => `it says the wrong thing of ${position} or the next row`,
      );
  },
};

function bytesOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return files.get('vector') ?? new Uint8Array();
}

/** Below the checksum mostly: a change above never gets further than that. */
function mutateVector(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.15) || bytes.length < 16)
    return mutateBytes(bytes, random);
  let bitmap = Buffer.from(bytes.subarray(8, -4));
  const changes = random.pick([1, 1, 2, 4]);
  for (let index = 0; index < changes; index++) {
    if (random.chance(0.5)) bitmap = Buffer.from(mutateBytes(bitmap, random));
    else if (bitmap.length >= 2) {
      const near = random.pick([-1, 1, random.next()]);
      const at = random.below(bitmap.length - 1);
      const value = random.chance(0.6)
        ? bitmap.readUInt16LE(at) + near
        : Number(random.pick(INTERESTING_LONGS) & 0xffffn);
      bitmap.writeUInt16LE(value & 0xffff, at);
    }
  }
  return framed(bitmap);
}
