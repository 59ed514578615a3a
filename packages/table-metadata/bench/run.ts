/* eslint-disable no-console -- a benchmark prints */
import { inflateRawSync } from 'node:zlib';
import { MemoryFileIO } from '../src/__testUtils__/MemoryFileIO';
import {
  MANIFEST_LIST_SCHEMA,
  tableMetadata,
} from '../src/__testUtils__/tableBuilder';
import { writeAvro } from '../src/__testUtils__/writeAvro';
import { openAvroFile } from '../src/avro';
import { AvroCursor } from '../src/avro/AvroCursor';
import { parseExactJson } from '../src/json';
import { readFileStatistics } from '../src/statistics';
import { planScan } from '../src/scan';
import { makeManifest } from './manifests';

const MANIFESTS = 4;
const ENTRIES = 25_000;
const COLUMNS = 10;

function inflateAll(bytes: Uint8Array): void {
  const { firstBlock } = openAvroFile(bytes);
  for (let start = firstBlock; start < bytes.length; ) {
    const head = new AvroCursor(bytes.subarray(start), {
      offset: start,
      isCompressed: false,
    });
    head.readLong();
    const size = Number(head.readLong());
    inflateRawSync(
      bytes.subarray(start + head.position, start + head.position + size),
    );
    start += head.position + size + 16;
  }
}

async function best(
  name: string,
  count: number,
  unit: string,
  run: () => unknown,
): Promise<void> {
  let seconds = Infinity;
  for (let round = 0; round < 4; round++) {
    const start = process.hrtime.bigint();
    await run();
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  console.log(
    `${name.padEnd(44)} ${Math.round(count / seconds)
      .toLocaleString('en')
      .padStart(12)} ${unit}/s  (${(seconds * 1000).toFixed(0)} ms)`,
  );
}

async function main(): Promise<void> {
  const io = new MemoryFileIO();
  const manifests = Array.from({ length: MANIFESTS }, (_manifest, index) =>
    makeManifest(index, ENTRIES, COLUMNS),
  );
  for (const [index, bytes] of manifests.entries())
    io.put(`/t/m${index}.avro`, bytes);
  io.put(
    '/t/list.avro',
    writeAvro(
      MANIFEST_LIST_SCHEMA,
      manifests.map((bytes, index) => ({
        manifest_path: `/t/m${index}.avro`,
        manifest_length: BigInt(bytes.length),
        partition_spec_id: 1,
        content: 0,
        sequence_number: 1n,
        min_sequence_number: 1n,
        added_snapshot_id: 1n,
        first_row_id: null,
      })),
    ),
  );
  const fields = Array.from({ length: COLUMNS }, (_column, index) => ({
    id: index + 1,
    name: `c${index}`,
    required: false,
    type: { kind: 'primitive' as const, name: index === 0 ? 'date' : 'long' },
  }));
  const specs = [
    {
      specId: 1,
      fields: [
        { sourceIds: [1], fieldId: 1000, name: 'p0', transform: 'identity' },
      ],
    },
  ];
  const metadata = tableMetadata({ fields, specs, defaultSpecId: 1 });
  const size = manifests.reduce((sum, { length }) => sum + length, 0);
  console.log(
    `${MANIFESTS} manifests of ${ENTRIES} entries, ${COLUMNS} columns, ${(
      size / 1e6
    ).toFixed(1)} MB deflate`,
  );
  const total = MANIFESTS * ENTRIES;
  await best('inflate alone (the ceiling)', total, 'entries', () =>
    manifests.forEach(inflateAll),
  );
  await best('readFileStatistics', total, 'entries', () =>
    readFileStatistics(io, metadata),
  );
  await best('planScan', total, 'entries', () => planScan(io, metadata, '1'));
  const snapshot = (id: number) =>
    `{"snapshot-id":${3_055_729_675_574_597n}${String(id).padStart(
      3,
      '0',
    )},"timestamp-ms":1795678991477,"summary":{"operation":"append","added-data-files":"6","added-records":"50","total-records":"50","engine-version":"4.0.1","iceberg-version":"Apache Iceberg 1.11.0 (commit 6976e020b894f6a6777704df2b8c4458cb291ae9)"},"manifest-list":"s3://lake/warehouse/db/events/metadata/snap-7444838627754903597-1-698a469d-8cc1-44f8-b3c3-d28b4de539c8.avro","schema-id":0}`;
  const text = `{"snapshots":[${Array.from({ length: 20_000 }, (_item, index) =>
    snapshot(index),
  ).join(',')}]}`;
  await best('parseExactJson', text.length, 'bytes', () =>
    parseExactJson(text),
  );
  await best('JSON.parse, which rounds ids', text.length, 'bytes', () =>
    JSON.parse(text),
  );
  await best(
    'JSON.parse with a reviver that keeps ids',
    text.length,
    'bytes',
    () =>
      JSON.parse(
        text,
        (_key: string, value: unknown, context?: { source?: string }) =>
          typeof value === 'number' && !Number.isSafeInteger(value)
            ? BigInt(context?.source ?? 0)
            : value,
      ),
  );
  console.log(
    `memory at the end: ${(process.resourceUsage().maxRSS / 1024).toFixed(
      0,
    )} MB`,
  );
}

void main();
