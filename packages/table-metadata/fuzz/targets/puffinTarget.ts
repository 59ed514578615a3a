import { distinctCounts, readPuffinBlob, readPuffinFooter } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import type { Random } from '../engine/Random';
import { mutateBytes } from '../mutators/mutateBytes';
import { mutateJson } from '../mutators/mutateJson';
import { asText } from '../reference/asText';
import { attemptAsync } from './attempt';
import type { FuzzTarget } from './FuzzTarget';
import { TableFileIO } from './TableFileIO';

const MAGIC = Buffer.from('PFA1');
const FOOTER =
  '{"blobs":[{"type":"apache-datasketches-theta-v1","fields":[1],"snapshot-id":3055729675574597004,"sequence-number":1,"offset":4,"length":8,"compression-codec":"zstd","properties":{"ndv":"3"}},{"type":"deletion-vector-v1","fields":[],"snapshot-id":-1,"sequence-number":-1,"offset":12,"length":4,"properties":{}}],"properties":{"created-by":"x"}}';

/** A Puffin file: its footer is refused, or lists what its JSON lists, and every blob lies inside of the file. */
export const puffinTarget: FuzzTarget = {
  name: 'puffin',
  weight: 1,
  seeds: () =>
    [
      puffinBytes(Buffer.alloc(12), FOOTER),
      puffinBytes(Buffer.alloc(0), '{"blobs":[]}'),
    ].map(bytes => ({ target: 'puffin', files: new Map([['puffin', bytes]]) })),
  mutate: ({ files }, random) => ({
    target: 'puffin',
    files: new Map([['puffin', mutatePuffin(bytesOf(files), random)]]),
  }),
  run: async ({ files }: FuzzInput) => {
    const bytes = bytesOf(files);
    const io = new TableFileIO(
      new Map([
        ['puffin', bytes],
        ['@location', Buffer.from('/t')],
      ]),
    );
    const file = { statisticsPath: '/t/puffin', fileSizeBytes: bytes.length };
    const footer = await attemptAsync(() => readPuffinFooter(io, file));
    for (const fileFooterSizeBytes of [1, 60, footer?.footerSizeBytes ?? 500]) {
      const again = await attemptAsync(() =>
        readPuffinFooter(io, { ...file, fileFooterSizeBytes }),
      );
      must(
        asText(Object.entries(again ?? {}).map(asText)) ===
          asText(Object.entries(footer ?? {}).map(asText)),
        'puffin-footer-size',
        () =>
          `it depends on the stated size of the footer, ${fileFooterSizeBytes}`,
      );
    }
    if (!footer) return;
    distinctCounts(footer.blobs);
    for (const blob of footer.blobs) {
      must(
        blob.offset >= 4 &&
          blob.length >= 0 &&
          blob.offset + blob.length <= bytes.length - footer.footerSizeBytes,
        'puffin-blob-place',
        () => `a blob at ${blob.offset} with ${blob.length} bytes`,
      );
      await attemptAsync(() => readPuffinBlob(io, '/t/puffin', blob));
    }
    const json = JSON.parse(
      Buffer.from(bytes.subarray(-footer.footerSizeBytes + 4, -12)).toString(),
    );
    must(
      json.blobs.length === footer.blobs.length || footer.warnings.length > 0,
      'puffin-blobs',
      () =>
        `${footer.blobs.length} of ${json.blobs.length} blobs, and no warning`,
    );
  },
};

function bytesOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return files.get('puffin') ?? new Uint8Array();
}

function puffinBytes(blobs: Uint8Array, footer: string, flags = 0): Buffer {
  const payload = Buffer.from(footer);
  const end = Buffer.alloc(8);
  end.writeInt32LE(payload.length, 0);
  end.writeUInt32LE(flags, 4);
  return Buffer.concat([MAGIC, blobs, MAGIC, payload, end, MAGIC]);
}

function mutatePuffin(bytes: Uint8Array, random: Random): Uint8Array {
  const file = Buffer.from(bytes);
  const payload = bytes.length < 20 ? -1 : file.readInt32LE(bytes.length - 12);
  const start = bytes.length - 12 - payload;
  if (random.chance(0.3) || payload < 0 || start < 8)
    return mutateBytes(bytes, random);
  const footer = file.subarray(start, -12).toString();
  const blobs = file.subarray(4, start - 4);
  return random.chance(0.8)
    ? puffinBytes(blobs, mutateJson(footer, random))
    : puffinBytes(
        mutateBytes(blobs, random),
        footer,
        random.pick([0, 0, 1, 2]),
      );
}
