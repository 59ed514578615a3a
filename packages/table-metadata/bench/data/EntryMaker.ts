import type { AvroWriter } from './AvroWriter';
import { SeededRandom } from './SeededRandom';
import type { TableShape } from './TableShape';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'];
const DAYS = 400;
const FIRST_DAY = 19_700;
/** Beyond 2^53, as real ones are. */
const FIRST_SNAPSHOT_ID = 4_358_109_269_898_191_234n;
const DAY_MICROS = 86_400e6;

/** What the reader should find in one manifest. */
export interface ManifestTotals {
  added: number;
  existing: number;
  deleted: number;
  addedRows: number;
  existingRows: number;
  deletedRows: number;
  /** Of live files; of one manifest, far below 2^53. */
  dataBytes: number;
  dataRecords: number;
}

/**
 * Makes entries as a busy table has them: paths with random UUIDs, statistics of all columns with random values, a few
 * deleted entries. Writes them, and adds up what is live.
 */
export class EntryMaker {
  readonly partitions = new Set<string>();
  readonly #shape: TableShape;

  constructor(shape: TableShape) {
    this.#shape = shape;
  }

  /** @param manifest - Number of the manifest, which the random numbers start from. */
  write(
    writer: AvroWriter,
    manifest: number,
    entries: number,
    flush: (records: number) => void,
  ): ManifestTotals {
    const random = new SeededRandom(manifest * 7919 + 12_345);
    const totals: ManifestTotals = {
      added: 0,
      existing: 0,
      deleted: 0,
      addedRows: 0,
      existingRows: 0,
      deletedRows: 0,
      dataBytes: 0,
      dataRecords: 0,
    };
    let inBlock = 0;
    for (let index = 0; index < entries; index++) {
      this.#entry(writer, random, manifest, index, totals);
      inBlock++;
      // Java's default: a block is closed when it has 64 KB.
      if (writer.length >= 64_000 || index === entries - 1) {
        flush(inBlock);
        inBlock = 0;
      }
    }
    return totals;
  }

  #entry(
    writer: AvroWriter,
    random: SeededRandom,
    manifest: number,
    index: number,
    totals: ManifestTotals,
  ): void {
    const { entriesPerManifest, partitioning, columns } = this.#shape;
    const row = manifest * entriesPerManifest + index;
    const status = statusOf(random);
    const day = FIRST_DAY + (Math.floor(row / 200) % DAYS);
    const region = REGIONS[row % REGIONS.length];
    const records = 1000 + random.below(500_000);
    const sizeBytes = records * (20 + random.below(200));
    const sequenceNumber = 1000 + manifest * 10 + Math.floor(index / 5000);
    writer.long(status);
    writer.long(1);
    writer.bigLong(FIRST_SNAPSHOT_ID + BigInt(Math.floor(row / 500)));
    writer.long(1);
    writer.long(sequenceNumber);
    writer.long(1);
    writer.long(sequenceNumber);
    writer.long(0);
    writer.text(pathOf(random, row, day, region));
    writer.text('PARQUET');
    if (partitioning === 'days') {
      writer.long(1);
      writer.long(day);
      writer.long(1);
      writer.text(region);
    } else {
      writer.long(1);
      writer.long(row);
    }
    writer.long(records);
    writer.long(sizeBytes);
    writeStatistics(writer, random, columns, records, day);
    addUp(totals, status, records, sizeBytes);
    if (status !== 2)
      this.partitions.add(
        partitioning === 'days' ? `${day}|${region}` : String(row),
      );
  }
}

/** 0: existing, 1: added, 2: deleted. */
function statusOf(random: SeededRandom): number {
  const chance = random.below(100);
  if (chance < 2) return 2;
  return chance < 51 ? 1 : 0;
}

function pathOf(
  random: SeededRandom,
  row: number,
  day: number,
  region: string,
): string {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const id = random.hex(32);
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(
    13,
    16,
  )}-a${id.slice(17, 20)}-${id.slice(20)}`;
  return `s3://prod-lakehouse-bucket/warehouse/analytics.db/events/data/event_date=${date}/region=${region}/${String(
    row % 512,
  ).padStart(5, '0')}-${1000 + row}-${uuid}-00001.parquet`;
}

function writeStatistics(
  writer: AvroWriter,
  random: SeededRandom,
  columns: number,
  records: number,
  day: number,
): void {
  const map = (
    ids: number,
    has: (column: number) => boolean,
    value: (column: number) => void,
  ) => {
    writer.long(1);
    if (ids > 0) writer.long(ids);
    for (let column = 0; column < columns; column++) {
      if (!has(column)) continue;
      writer.long(column + 1);
      value(column);
    }
    writer.long(0);
  };
  const all = () => true;
  const isDouble = (column: number) => column % 5 === 2;
  let doubles = 0;
  for (let column = 0; column < columns; column++)
    if (isDouble(column)) doubles++;
  map(columns, all, () => writer.long(records * (1 + random.below(8))));
  map(columns, all, () => writer.long(records));
  map(columns, all, column =>
    writer.long(column % 3 === 0 ? random.below(records / 100) : 0),
  );
  map(doubles, isDouble, () => writer.long(0));
  for (const side of [0, 1]) {
    map(columns, all, column => writeBound(writer, random, column, side, day));
  }
  writer.long(0);
  writer.long(1);
  writer.long(1);
  writer.long(4);
  writer.long(0);
  writer.long(0);
  writer.long(1);
  writer.long(0);
}

const EIGHT = Buffer.alloc(8);

/** Types in turn: timestamp, int, double, a random string, a name. `side`: 0 for the lower bound. */
function writeBound(
  writer: AvroWriter,
  random: SeededRandom,
  column: number,
  side: number,
  day: number,
): void {
  switch (column % 5) {
    case 0: {
      const micros =
        day * DAY_MICROS + ((side + random.below(1e9) / 1e9) * DAY_MICROS) / 2;
      EIGHT.writeBigInt64LE(BigInt(Math.floor(micros)));
      writer.bytes(EIGHT);
      break;
    }
    case 1:
      EIGHT.writeInt32LE(side * 500_000 + random.below(500_000));
      writer.bytes(EIGHT.subarray(0, 4));
      break;
    case 2:
      EIGHT.writeDoubleLE(side * 5000 + random.uint32() / 2 ** 20);
      writer.bytes(EIGHT);
      break;
    case 3:
      writer.text(`${side === 0 ? '0' : 'f'}${random.hex(15)}`);
      break;
    default:
      writer.text(`${side === 0 ? 'aaa' : 'zzz'}${random.below(1000)}`);
  }
}

function addUp(
  totals: ManifestTotals,
  status: number,
  records: number,
  sizeBytes: number,
): void {
  if (status === 2) {
    totals.deleted++;
    totals.deletedRows += records;
    return;
  }
  if (status === 1) {
    totals.added++;
    totals.addedRows += records;
  } else {
    totals.existing++;
    totals.existingRows += records;
  }
  totals.dataBytes += sizeBytes;
  totals.dataRecords += records;
}
