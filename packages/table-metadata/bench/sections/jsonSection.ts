import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory, prepareOnce } from '@lakehouse-portal/testbed';
import type { BenchContext } from '../BenchContext';
import {
  makeMetadataFile,
  type SnapshotTotals,
} from '../data/makeMetadataFile';
import { median } from '../harness/median';
import { writePlainSources } from '../json/writePlainSources';
import { formatTable } from '../report/formatTable';

/** 273 MB, and what V8 cannot hold as one string. */
const LARGE = 302_000;
const BEYOND_A_STRING = 670_000;
const QUICK = 30_000;
/** To be raised when the generator changes. */
const VERSION = 1;

const PROCESS = join(__dirname, '..', 'json', 'readingProcess.js');
const RESOLVE = join(__dirname, '..', 'json', 'resolvePlain.js');
const READERS = {
  ours: 'ours',
  jsonParse: 'JSON.parse, whole file as a string',
  streamparser: '@streamparser/json',
};
type Reader = keyof typeof READERS;

interface MetadataFile {
  path: string;
  sizeBytes: number;
  totals: SnapshotTotals;
}

interface Reading {
  wallMs: number;
  cpuMs: number;
  peakBytes: number;
  answer: SnapshotTotals;
}

/**
 * Metadata files of very many snapshots, each read in a fresh process: all that comes of it is compared with what was
 * written. Rivals round the ids, which is said; everything else has to be right.
 */
export async function jsonSection(context: BenchContext): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-bench-'));
  try {
    writePlainSources(folder);
    await measureLarge(context, folder);
    await measureBeyondAString(context, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureLarge(
  context: BenchContext,
  sources: string,
): Promise<void> {
  const file = await metadataFile(context.quick ? QUICK : LARGE, context);
  context.log(`Measuring a metadata file of ${megabytes(file.sizeBytes)} …`);
  const readings = new Map<Reader, Reading[]>();
  for (let round = 0; round < context.rounds; round++)
    for (const reader of Object.keys(READERS) as Reader[]) {
      const reading = await read(reader, file, sources);
      if ('failure' in reading) throw new Error(reading.failure);
      check(reader, reading.answer, file.totals);
      readings.set(reader, [...(readings.get(reader) ?? []), reading]);
    }
  const of = (reader: Reader, key: 'wallMs' | 'cpuMs' | 'peakBytes') =>
    median((readings.get(reader) ?? []).map(reading => reading[key]));
  context.print('');
  context.print(
    `A metadata file of ${file.totals.snapshots.toLocaleString(
      'en',
    )} snapshots, ${megabytes(file.sizeBytes)}; medians of ${
      context.rounds
    } rounds in turns, each in a fresh process`,
  );
  const lines = formatTable(
    ['reader', 'MB/s', 'wall ms', 'CPU ms', 'peak MB', 'ids'],
    (Object.keys(READERS) as Reader[]).map(reader => [
      READERS[reader],
      (file.sizeBytes / 1000 / of(reader, 'wallMs')).toFixed(0),
      of(reader, 'wallMs').toFixed(0),
      of(reader, 'cpuMs').toFixed(0),
      (of(reader, 'peakBytes') / 1e6).toFixed(0),
      isExact(readings.get(reader)?.[0].answer, file.totals)
        ? 'exact'
        : 'rounded',
    ]),
  );
  for (const line of lines) context.print(line);
  const times = (reader: Reader, key: 'wallMs' | 'cpuMs') =>
    of(reader, key) / of('ours', key);
  context.goals.push(
    {
      name: 'metadata file: against JSON.parse',
      measured: times('jsonParse', 'wallMs'),
      atLeast: 1.8,
      unit: ' x',
      note: `by CPU time ${times('jsonParse', 'cpuMs').toFixed(1)} x`,
    },
    {
      name: 'metadata file: against @streamparser/json',
      measured: times('streamparser', 'wallMs'),
      atLeast: 6,
      unit: ' x',
    },
    {
      name: `metadata file of ${megabytes(file.sizeBytes)}: peak of memory`,
      measured: of('ours', 'peakBytes') / 1e6,
      atMost: 150,
      unit: ' MB',
      note: 'of the whole process',
    },
  );
}

async function measureBeyondAString(
  context: BenchContext,
  sources: string,
): Promise<void> {
  if (context.quick) {
    context.print('  (left out: a file that is larger than any string)');
    return;
  }
  const file = await metadataFile(BEYOND_A_STRING, context);
  const reading = await read('ours', file, sources);
  if ('failure' in reading) throw new Error(reading.failure);
  check('ours', reading.answer, file.totals);
  const rival = await read('jsonParse', file, sources);
  context.print(
    `  ${megabytes(file.sizeBytes)}, ${file.totals.snapshots.toLocaleString(
      'en',
    )} snapshots: ours ${reading.wallMs.toFixed(0)} ms, ${(
      reading.peakBytes / 1e6
    ).toFixed(0)} MB; JSON.parse: ${
      'failure' in rival ? rival.failure : `${rival.wallMs.toFixed(0)} ms`
    }`,
  );
}

async function metadataFile(
  snapshots: number,
  { log }: BenchContext,
): Promise<MetadataFile> {
  const directory = cacheDirectory('bench', `json-v${VERSION}`, `${snapshots}`);
  await prepareOnce(directory, async temporary => {
    log(`Making a metadata file of ${snapshots} snapshots, once …`);
    const made = makeMetadataFile(
      join(temporary, 'v1.metadata.json'),
      snapshots,
    );
    await writeFile(join(temporary, 'bench.json'), JSON.stringify(made));
  });
  return {
    path: join(directory, 'v1.metadata.json'),
    ...JSON.parse(await readFile(join(directory, 'bench.json'), 'utf8')),
  };
}

async function read(
  reader: Reader,
  file: MetadataFile,
  sources: string,
): Promise<Reading | { failure: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...(reader === 'ours' ? ['--require', RESOLVE] : []),
    PROCESS,
    reader,
    file.path,
    sources,
  ]);
  return JSON.parse(stdout);
}

/** @throws Error when anything but the ids of a rival is wrong. */
function check(
  reader: Reader,
  answer: SnapshotTotals,
  totals: SnapshotTotals,
): void {
  const isRight =
    answer.snapshots === totals.snapshots &&
    answer.addedRecords === totals.addedRecords &&
    answer.timestampMs === totals.timestampMs &&
    answer.manifestListLength === totals.manifestListLength &&
    (reader !== 'ours' || isExact(answer, totals));
  if (!isRight)
    throw new Error(
      `${READERS[reader]} found ${JSON.stringify(
        answer,
      )} instead of ${JSON.stringify(totals)}`,
    );
}

function isExact(
  answer: SnapshotTotals | undefined,
  totals: SnapshotTotals,
): boolean {
  return answer?.snapshotIds === totals.snapshotIds;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
