import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import avsc from 'avsc';
import { longType } from '../../src/__testUtils__/writeAvro';
import type { Prepare } from '../harness/Answer';
import { AnswerTally } from './AnswerTally';
import { packedBlocks } from './packedBlocks';

interface Entry {
  status: number;
  data_file: {
    partition: { event_date: number; region: string };
    record_count: bigint;
    file_size_in_bytes: bigint;
  };
}

interface AvroSchema {
  name: string;
  fields: Array<{ name: string; type: unknown }>;
}

/** Every field is decoded. Longs become `bigint`: by default avsc refuses real snapshot ids. */
export const avscFull: Prepare = job => prepare(job.manifests, undefined);

/** Only what the answer needs is decoded; avsc skips the rest. */
export const avscProjected: Prepare = job =>
  prepare(job.manifests, {
    '': ['status', 'data_file'],
    data_file: ['partition', 'record_count', 'file_size_in_bytes'],
  });

async function prepare(
  manifests: string[],
  wanted: Record<string, string[]> | undefined,
): ReturnType<Prepare> {
  return async () => {
    const tally = new AnswerTally();
    for (const path of manifests) {
      const { file, blocks } = packedBlocks(readFileSync(path));
      const schema = JSON.parse(file.metadata.get('avro.schema') ?? '');
      const written = typeOf(schema);
      const read = wanted ? typeOf(project(schema, wanted, '')) : written;
      const resolver = wanted ? read.createResolver(written) : undefined;
      for (const { records, data } of blocks) {
        const bytes = inflateRawSync(data);
        let offset = 0;
        for (let record = 0; record < records; record++) {
          const decoded = read.decode(bytes, offset, resolver);
          offset = decoded.offset;
          add(tally, decoded.value as Entry);
        }
      }
    }
    return { answer: tally.answer() };
  };
}

function typeOf(schema: unknown): avsc.Type {
  return avsc.Type.forSchema(schema as avsc.Schema, {
    registry: { long: longType },
    wrapUnions: false,
  });
}

function project(
  schema: AvroSchema,
  wanted: Record<string, string[]>,
  name: string,
): AvroSchema {
  return {
    ...schema,
    fields: schema.fields
      .filter(field => wanted[name].includes(field.name))
      .map(field =>
        field.name in wanted
          ? {
              ...field,
              type: project(field.type as AvroSchema, wanted, field.name),
            }
          : field,
      ),
  };
}

function add(tally: AnswerTally, { status, data_file: file }: Entry): void {
  if (status === 2) return;
  const { event_date: day, region } = file.partition;
  tally.add(file.file_size_in_bytes, file.record_count, `${day}|${region}`);
}
