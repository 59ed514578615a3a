'use strict';

/*
 * Started by sections/jsonSection.ts: reads one metadata file once, in one way, in a process of its own, and prints what it
 * took. Plain JavaScript, and our reader without types, for what compiles TypeScript has more memory than the reader.
 * The peak is taken before the answer is put together, so that it is that of the reading.
 */
const { createReadStream, readFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { pathToFileURL } = require('node:url');

const [reader, file, sources] = process.argv.slice(2);

const READERS = {
  async ours() {
    const { LocalFileIO } = await import(
      pathToFileURL(`${sources}/io/index.js`)
    );
    const { readTableMetadata } = await import(
      pathToFileURL(`${sources}/metadata/index.js`)
    );
    const io = await LocalFileIO.create({ roots: [dirname(file)] });
    return async () => {
      const { snapshots } = await readTableMetadata(io, file);
      return () =>
        totals(snapshots, snapshot => ({
          id: snapshot.snapshotId,
          timestampMs: snapshot.timestampMs,
          addedRecords: snapshot.summary['added-records'],
          manifestList: snapshot.manifestList,
        }));
    };
  },

  /** Latin-1, which is read faster than UTF-8, and the same here. */
  async jsonParse() {
    return async () => {
      const { snapshots } = JSON.parse(readFileSync(file, 'latin1'));
      return () => totals(snapshots, plain);
    };
  },

  /** Adds up as it goes, so that no snapshot has to be kept. */
  async streamparser() {
    const { JSONParser } = require('@streamparser/json');
    return async () => {
      const sum = new Totals();
      const parser = new JSONParser({
        paths: ['$.snapshots.*'],
        keepStack: false,
      });
      parser.onValue = ({ value }) => sum.add(plain(value));
      for await (const chunk of createReadStream(file, {
        highWaterMark: 1024 * 1024,
      }))
        parser.write(chunk);
      return () => sum.answer();
    };
  },
};

class Totals {
  snapshots = 0;
  addedRecords = 0n;
  timestampMs = 0n;
  manifestListLength = 0;
  snapshotIds = 0n;

  add({ id, timestampMs, addedRecords, manifestList }) {
    this.snapshots++;
    this.addedRecords += BigInt(addedRecords);
    this.timestampMs += BigInt(timestampMs);
    this.manifestListLength += manifestList.length;
    this.snapshotIds += BigInt(id);
  }

  answer() {
    return {
      snapshots: this.snapshots,
      addedRecords: String(this.addedRecords),
      timestampMs: String(this.timestampMs),
      manifestListLength: this.manifestListLength,
      snapshotIds: String(this.snapshotIds),
    };
  }
}

function totals(snapshots, read) {
  const sum = new Totals();
  for (const snapshot of snapshots) sum.add(read(snapshot));
  return sum.answer();
}

function plain(snapshot) {
  return {
    id: snapshot['snapshot-id'],
    timestampMs: snapshot['timestamp-ms'],
    addedRecords: snapshot.summary['added-records'],
    manifestList: snapshot['manifest-list'],
  };
}

function peakBytes() {
  if (process.platform !== 'linux')
    return process.resourceUsage().maxRSS * 1024;
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
}

async function main() {
  const read = await READERS[reader]();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let answer;
  try {
    answer = await read();
  } catch (error) {
    process.stdout.write(JSON.stringify({ failure: error.message }));
    return;
  }
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const result = {
    wallMs,
    cpuMs: (user + system) / 1000,
    peakBytes: peakBytes(),
  };
  process.stdout.write(JSON.stringify({ ...result, answer: answer() }));
}

void main();
