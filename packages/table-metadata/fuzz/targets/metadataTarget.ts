import { gzipSync } from 'node:zlib';
import { parseTableMetadata } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { mutateFile } from '../mutators/mutateFile';
import { seedTables } from '../seeds/seedTables';
import { attempt } from './attempt';
import { checkMetadata } from './checkMetadata';
import type { FuzzTarget } from './FuzzTarget';

/** A metadata file: refused with a typed error, or read with every id as it is written. */
export const metadataTarget: FuzzTarget = {
  name: 'metadata',
  weight: 3,
  seeds: () =>
    seedTables()
      .flatMap(files => [...files])
      .filter(([name]) => name.includes('.metadata.json'))
      .flatMap(([, bytes], index) =>
        index === 0 ? [bytes, gzipSync(bytes)] : [bytes],
      )
      .map(bytes => ({
        target: 'metadata',
        files: new Map([['json', bytes]]),
      })),
  mutate: (input, random) => {
    let bytes = content(input);
    const changes = random.pick([1, 1, 2, 4]);
    for (let index = 0; index < changes; index++)
      bytes = mutateFile(bytes, random);
    return { target: 'metadata', files: new Map([['json', bytes]]) };
  },
  run: input => {
    const bytes = content(input);
    const metadata = attempt(() =>
      parseTableMetadata(bytes, {
        metadataLocation: '/t/metadata/v1.metadata.json',
      }),
    );
    if (!metadata) return;
    checkMetadata(metadata);
    must(
      metadata.metadataSizeBytes === bytes.length,
      'metadata-size',
      () => `${metadata.metadataSizeBytes} instead of ${bytes.length} bytes`,
    );
    const text = bytes[0] === 0x7b ? Buffer.from(bytes).toString('utf8') : '';
    for (const { snapshotId } of metadata.snapshots)
      must(
        text === '' ||
          text.includes(snapshotId) ||
          /\d[.eE]|\\u|"0|-0/.test(text),
        'id-exact',
        () => `the file has no id ${snapshotId}`,
      );
  },
};

function content({ files }: FuzzInput): Uint8Array {
  return files.get('json') ?? new Uint8Array();
}
