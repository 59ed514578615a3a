import { uncompressLz4 } from './uncompressLz4';
import { readPuffinBlob } from './readPuffinBlob';
import { readPuffinFooter } from './readPuffinFooter';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';

/** Written by `lz4` 1.9 with `--content-size`: one block with a checksum of its own (`-BX`). */
const FOOTER = Buffer.from(
  [
    'BCJNGHxAZgAAAAAAAACGNwAAAP8deyJibG9icyI6W10sInByb3BlcnRpZXMiOnsiY3JlYXRlZC1i',
    'eSI6Imx6NCAEACJQejQifX37XBTVAAAAAOJ6P0o=',
  ].join(''),
  'base64',
);
/** Blocks of 64 kB that copy from those before (`-B4 -BD -BX`): 140,000 bytes. */
const LINKED = Buffer.from(
  [
    'BCJNGFxA4CICAAAAAABPDAEAAC9hYgIA////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '/////////////////////////////////////////////////////////////////////+ZQYmFi',
    'YWIa+IQpCgEAAA8EAP//////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////',
    '///////////////////////////////////////////////////////oUGJhYmFid0ICqCwAAAAP',
    'BAD/////////////////////////////////////////////6lBiYWJhYqgdmKYAAAAAKCHaYQ==',
  ].join(''),
  'base64',
);
/** What does not get smaller is stored. */
const STORED = Buffer.from(
  'BCJNGGxAFAAAAAAAAABNFAAAgAABAgMEBQYHCAkKCwwNDg8QERITAAAAAJyBi4I=',
  'base64',
);

const MAX = 1 << 20;

function puffin(payload: Uint8Array, blob = new Uint8Array()): Buffer {
  const end = Buffer.alloc(8);
  end.writeInt32LE(payload.length);
  end.writeUInt32LE(1, 4);
  const magic = Buffer.from('PFA1');
  return Buffer.concat([magic, blob, magic, payload, end, magic]);
}

describe('uncompressLz4', () => {
  it('bug: footers and blobs of Puffin files that are compressed as the specification says could not be read', async () => {
    const bytes = puffin(FOOTER, LINKED);
    const io = new MemoryFileIO().put('/f.puffin', bytes);
    const { properties, footerSizeBytes } = await readPuffinFooter(io, {
      statisticsPath: '/f.puffin',
      fileSizeBytes: bytes.length,
    });
    expect(properties).toEqual({
      'created-by': new Array(15).fill('lz4').join(' '),
    });
    expect(footerSizeBytes).toBe(FOOTER.length + 16);
    const blob = await readPuffinBlob(io, '/f.puffin', {
      offset: 4,
      length: LINKED.length,
      compressionCodec: 'lz4',
    });
    expect(Buffer.from(blob).equals(Buffer.alloc(140_000, 'ab'))).toBe(true);
  });

  it('unpacks blocks that are stored', () => {
    expect([...uncompressLz4(STORED, MAX)]).toEqual([...Array(20).keys()]);
  });

  it('refuses a frame that is cut off, changed at any bit, or claims to be larger than it may be', () => {
    for (const frame of [FOOTER, STORED]) {
      for (let length = 0; length < frame.length; length++)
        expect(() => uncompressLz4(frame.subarray(0, length), MAX)).toThrow(
          Error,
        );
      for (let bit = 0; bit < frame.length * 8; bit++) {
        const changed = Buffer.from(frame);
        changed[bit >>> 3] ^= 1 << (bit & 7);
        expect(() => uncompressLz4(changed, MAX)).toThrow(/^(it|the|its|\d) /);
      }
    }
    expect(() => uncompressLz4(LINKED, 139_999)).toThrow(
      'it claims to unpack to 140000 bytes',
    );
    expect(() =>
      uncompressLz4(Buffer.concat([FOOTER, Buffer.alloc(3)]), MAX),
    ).toThrow('3 bytes follow after its end');
  });
});
