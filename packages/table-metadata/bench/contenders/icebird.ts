import { readFileSync } from 'node:fs';
import type { Prepare } from '../harness/Answer';
import { AnswerTally } from './AnswerTally';

/** Its own reader of manifests, from bytes: it fetches over HTTP only. It unpacks in JavaScript. */
export const icebird: Prepare = async ({ manifests }) => {
  const { avroMetadata, avroRead } = await import('icebird');
  return async () => {
    const tally = new AnswerTally();
    for (const path of manifests) {
      const bytes = readFileSync(path);
      const reader = {
        view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        offset: 0,
      };
      const { metadata, syncMarker } = avroMetadata(reader);
      for (const entry of avroRead({ reader, metadata, syncMarker })) {
        if (entry.status === 2) continue;
        const { partition, ...file } = entry.data_file;
        const day = partition.event_date;
        tally.add(
          BigInt(file.file_size_in_bytes),
          BigInt(file.record_count),
          `${day instanceof Date ? day.getTime() : day}|${partition.region}`,
        );
      }
    }
    return { answer: tally.answer() };
  };
};
