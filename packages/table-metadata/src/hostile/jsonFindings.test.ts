import { gzipSync } from 'node:zlib';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { json, parse, V2 } from '../__testUtils__/metadataJson';
import { CorruptMetadataError } from '../errors';
import { readTableMetadata } from '../metadata';

describe('metadata that the fuzzer found', () => {
  it('with a key of thousands of characters does not get into messages whole', async () => {
    const io = new MemoryFileIO();
    const key = '-9vtabs,'.repeat(5000);
    for (const [name, text] of [
      ['/t/member.json', `{"${key}":nothing}`],
      ['/t/list.json', `{"${key}":[1,nothing]}`],
    ])
      io.files.set(name, new Uint8Array(gzipSync(text)));
    for (const name of io.files.keys()) {
      const error = await readTableMetadata(io, name).then(
        () => undefined,
        thrown => thrown,
      );
      expect(error).toBeInstanceOf(CorruptMetadataError);
      expect(error.message.length).toBeLessThan(500);
      expect(error.path?.length ?? 0).toBeLessThan(500);
    }
  });

  it.each([
    '9223372036854775808',
    '-9223372036854775809',
    '1e19',
    '1e300',
    '"9223372036854775808"',
    // Rounded: the file means another snapshot than the one that would be read.
    '3055729675574597004.0',
    '3055729675574597e3',
  ])('takes no id of %s, which does not fit or has been rounded', id => {
    const text = json(V2).replace(
      '"snapshot-id":3051729675574597004,"timestamp-ms":1515100955770,"sequence-number"',
      `"snapshot-id":${id},"timestamp-ms":1515100955770,"sequence-number"`,
    );
    const { snapshots, warnings } = parse(text);
    expect(snapshots).toHaveLength(1);
    expect(warnings).toContainEqual(
      expect.objectContaining({
        message:
          'snapshots[0].snapshot-id is not a 64-bit integer; it is left out',
      }),
    );
  });

  it('keeps the least and the greatest id', () => {
    const ids = ['9223372036854775807', '-9223372036854775808'];
    const snapshots = ids.map(id => ({
      'snapshot-id': BigInt(id),
      'timestamp-ms': 1,
    }));
    expect(
      parse({ ...V2, snapshots }).snapshots.map(s => s.snapshotId),
    ).toEqual(ids);
  });
});
