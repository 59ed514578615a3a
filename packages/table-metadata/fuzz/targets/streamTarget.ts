import { parseTableMetadata, type TableMetadata } from '../../src';
import { TableMetadataStream } from '../../src/metadata/TableMetadataStream';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { asText } from '../reference/asText';
import { attempt } from './attempt';
import { checkMetadata } from './checkMetadata';
import type { FuzzTarget } from './FuzzTarget';
import { metadataTarget } from './metadataTarget';

const PIECES = [1, 3, 64, 1000, 1 << 20];

/** Metadata that comes in pieces, as a large file does, against the same metadata as a whole. */
export const streamTarget: FuzzTarget = {
  name: 'stream',
  weight: 2,
  seeds: () => metadataTarget.seeds().map(renamed).filter(isPlain),
  mutate: (input, random) => renamed(metadataTarget.mutate(input, random)),
  run: input => {
    const bytes = input.files.get('json') ?? new Uint8Array();
    if (!isPlain(input)) return;
    const refusals: string[] = [];
    const noting = <T>(run: () => T): T => {
      try {
        return run();
      } catch (error) {
        refusals.push(String(error));
        throw error;
      }
    };
    const whole = attempt(() =>
      noting(() => parseTableMetadata(bytes, { metadataLocation: LOCATION })),
    );
    // Of the same input always the same pieces.
    const size = PIECES[bytes.length % PIECES.length];
    const streamed = attempt(() =>
      noting(() => {
        const stream = new TableMetadataStream(LOCATION);
        for (let at = 0; at < bytes.length; at += size)
          stream.push(bytes.slice(at, at + size));
        return stream.end(bytes.length);
      }),
    );
    // In pieces, the outermost level does not count as one.
    if (refusals.some(message => message.includes('nested deeper'))) return;
    must(
      Boolean(whole) === Boolean(streamed),
      'stream-refused',
      () => `only ${whole ? 'whole' : 'in pieces'} it is accepted`,
    );
    if (!whole || !streamed) return;
    checkMetadata(streamed);
    for (const name of Object.keys(whole) as Array<keyof TableMetadata>)
      must(
        inOrder(whole[name]) === inOrder(streamed[name]),
        `stream-${name}`,
        () =>
          `${name}: ${inOrder(streamed[name])} in pieces, ${inOrder(
            whole[name],
          )} as a whole`,
      );
  },
};

const LOCATION = '/t/metadata/v1.metadata.json';

function renamed({ files }: FuzzInput): FuzzInput {
  return { target: 'stream', files };
}

/** A gzipped file is unpacked before it is streamed. */
function isPlain({ files }: FuzzInput): boolean {
  return files.get('json')?.[0] !== 0x1f;
}

/** Warnings may come in another order. */
function inOrder(value: unknown): string {
  const isListOfWarnings =
    Array.isArray(value) && value.every(item => 'code' in Object(item));
  return JSON.stringify(
    isListOfWarnings ? value.map(asText).sort() : value,
    (_key, item) =>
      typeof item === 'bigint' || item === undefined ? asText(item) : item,
  );
}
