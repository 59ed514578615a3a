import type { Random } from '../engine/Random';
import {
  type AvroContainer,
  headerValue,
  pack,
  parseContainer,
  serializeContainer,
  setHeader,
  unpack,
} from '../../src/__testUtils__/avro/AvroContainer';
import {
  decodeAvro,
  type DecodedAvro,
} from '../../src/__testUtils__/avro/decodeAvro';
import {
  encodeAvro,
  type EncodeStyle,
} from '../../src/__testUtils__/avro/encodeAvro';
import { INTERESTING_LONGS, INTERESTING_STRINGS } from './interesting';
import { mutateAvroSchema } from './mutateAvroSchema';
import { NoValueError, mutateAvroValue } from './mutateAvroValue';
import { mutateBytes } from './mutateBytes';

const CODECS = ['null', 'deflate', 'snappy', 'zstandard'];

/** Changes an Avro file: its values, its blocks, its header, or its bytes below the compression. */
export function mutateAvro(bytes: Uint8Array, random: Random): Uint8Array {
  const container = parseContainer(bytes);
  if (!container) return mutateBytes(bytes, random);
  if (random.chance(0.55)) {
    const changed = mutateRecords(bytes, random);
    if (changed) return changed;
  }
  if (random.chance(0.4)) mutateHeader(container, random);
  else mutateBlocks(container, random);
  return new Uint8Array(serializeContainer(container));
}

function mutateRecords(
  bytes: Uint8Array,
  random: Random,
): Uint8Array | undefined {
  let decoded: DecodedAvro;
  try {
    decoded = decodeAvro(bytes);
  } catch {
    return undefined;
  }
  const changes = random.pick([1, 1, 1, 2, 4]);
  try {
    for (let index = 0; index < changes; index++)
      mutateAvroValue(decoded, random);
  } catch (error) {
    if (error instanceof NoValueError) return undefined;
    throw error;
  }
  return new Uint8Array(encodeAvro(decoded, styleOf(random)));
}

function styleOf(random: Random): EncodeStyle {
  if (random.chance(0.6)) return {};
  const lie = random.pick(INTERESTING_LONGS);
  return {
    itemsPerBlock: random.pick([undefined, 1, 2, 3]),
    withSizes: random.chance(0.6),
    sizeOf: random.chance(0.15) ? () => lie : undefined,
    padding: random.pick([0, 0, 0, 1, 4, 9]),
  };
}

function mutateHeader(container: AvroContainer, random: Random): void {
  if (container.header.length === 0) {
    setHeader(container, 'avro.schema', '"null"');
    return;
  }
  switch (random.below(6)) {
    case 0:
    case 1: {
      const schema = headerValue(container, 'avro.schema') ?? '';
      setHeader(container, 'avro.schema', mutateAvroSchema(schema, random));
      break;
    }
    case 2:
      recompress(container, random.pick(CODECS), random);
      break;
    case 3:
      setHeader(
        container,
        'avro.codec',
        random.pick([...CODECS, 'bzip2', 'xz', '', 'DEFLATE', '__proto__']),
      );
      break;
    case 4: {
      const key = random.pick([
        'partition-spec-id',
        'partition-spec',
        'format-version',
        'content',
        'schema',
        'schema-id',
        ...container.header.map(([name]) => name),
      ]);
      setHeader(
        container,
        key,
        random.pick([...INTERESTING_STRINGS, '1', '2', '3', '0']),
      );
      break;
    }
    default:
      if (random.chance(0.5))
        container.header.splice(random.below(container.header.length), 1);
      else container.header.push(random.pick(container.header));
  }
}

/** What was changed below the compression reaches the decoder only when it is packed again. */
function recompress(
  container: AvroContainer,
  codec: string,
  random: Random,
): void {
  const old = headerValue(container, 'avro.codec') ?? 'null';
  try {
    for (const block of container.blocks)
      block.data = pack(codec, unpack(old, block.data));
    setHeader(container, 'avro.codec', codec);
  } catch {
    const block = random.pick(container.blocks);
    block.data = Buffer.from(mutateBytes(block.data, random));
  }
}

function mutateBlocks(container: AvroContainer, random: Random): void {
  const { blocks } = container;
  if (blocks.length === 0) {
    container.tail = Buffer.from(random.bytes(random.below(40)));
    return;
  }
  const index = random.below(blocks.length);
  const block = blocks[index];
  const codec = headerValue(container, 'avro.codec') ?? 'null';
  switch (random.below(8)) {
    case 0:
      block.count = random.pick([
        block.count - 1n,
        block.count + 1n,
        random.pick(INTERESTING_LONGS),
      ]);
      break;
    case 1:
      block.size = random.pick([
        BigInt(block.data.length) - 1n,
        BigInt(block.data.length) + 1n,
        random.pick(INTERESTING_LONGS),
      ]);
      break;
    case 2:
      block.sync = Buffer.from(mutateBytes(block.sync, random));
      break;
    case 3:
      blocks.splice(index, 1);
      break;
    case 4:
      blocks.splice(random.below(blocks.length), 0, { ...block });
      break;
    case 5:
      block.data = Buffer.from(mutateBytes(block.data, random));
      break;
    default:
      try {
        const data = mutateBytes(unpack(codec, block.data), random);
        block.data = pack(codec, Buffer.from(data));
      } catch {
        block.data = Buffer.from(mutateBytes(block.data, random));
      }
  }
}
