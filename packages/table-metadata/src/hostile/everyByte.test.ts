import { compareManifest } from '../../fuzz/reference/compareManifest';
import { compareManifestList } from '../../fuzz/reference/compareManifestList';
import { parseContainer } from '../__testUtils__/avro/AvroContainer';
import {
  changedBytes,
  type Damaged,
  truncations,
} from '../__testUtils__/damage';
import type { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { type Step, TableHistory } from '../__testUtils__/model/TableHistory';
import type { ModelStyle, TableModel } from '../__testUtils__/model/TableModel';
import { listPath, writeTable } from '../__testUtils__/model/writeTable';
import { TableReadError } from '../errors';
import { manifestEntries, parseManifestList } from '../manifests';
import { parseTableMetadata, readTableMetadata } from '../metadata';
import type { FileStatistics, ManifestFile, TableMetadata } from '../model';
import { readFileStatistics } from '../statistics';

/** Of five kinds of changes at each byte; `MUTATIONS=5` makes all of them. */
const CHANGES_PER_BYTE = Number(process.env.MUTATIONS ?? 1);

/** A whole table for each change takes long: those at every 29th byte have to do here. */
const STRIDE = CHANGES_PER_BYTE > 1 ? 1 : 29;

jest.setTimeout(60_000 * CHANGES_PER_BYTE);

const FILE = {
  records: 10,
  values: 2,
  format: 'PARQUET' as const,
  sorted: true,
};

const STEPS: Step[] = [
  { do: 'add-partition-field', which: 0 },
  {
    do: 'append',
    merge: false,
    files: [
      { ...FILE, bytes: 1000, bounds: 1 },
      { ...FILE, bytes: 300_000, values: 1 },
      { ...FILE, bytes: 20 },
    ],
  },
  { do: 'positions', of: 1, records: 3, scope: 'bounds' },
];

interface Table {
  io: MemoryFileIO;
  model: TableModel;
  metadata: TableMetadata;
  metadataLocation: string;
  listLocation: string;
  manifests: ManifestFile[];
  statistics: FileStatistics;
}

async function makeTable(style: Partial<ModelStyle>): Promise<Table> {
  const model = TableHistory.of(
    2,
    {
      codec: 'null',
      fieldIds: true,
      arraySizes: false,
      recordsPerBlock: 2,
      optionalFields: false,
      counts: true,
      longsForInts: false,
      gzipMetadata: false,
      ...style,
    },
    STEPS,
  );
  const { io, metadataLocation } = writeTable(model);
  const metadata = await readTableMetadata(io, metadataLocation);
  const [, last] = model.snapshots;
  const listLocation = listPath(last);
  return {
    io,
    model,
    metadata,
    metadataLocation,
    listLocation,
    manifests: parseManifestList(fileOf(io, listLocation)),
    statistics: await readFileStatistics(io, metadata),
  };
}

function fileOf(io: MemoryFileIO, location: string): Uint8Array {
  return io.files.get(location) ?? new Uint8Array();
}

/** `undefined` when it is refused, which has to happen with one of the reader's own errors. */
function attempt<T>(damaged: Damaged, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof TableReadError) return undefined;
    throw new Error(`${damaged.what}: ${String(error)}`, { cause: error });
  }
}

/**
 * The parts of an Avro file in which the format lets every change be noticed: the magic, all sync markers, and for
 * Snappy, which has checksums, the blocks.
 */
function guardedBytes(
  bytes: Uint8Array,
  codec: string,
): (position: number) => boolean {
  const container = parseContainer(bytes);
  if (!container) throw new Error('no Avro file');
  const guarded = new Set([0, 1, 2, 3]);
  const guard = (from: number, to: number): void => {
    for (let position = from; position < to; position++) guarded.add(position);
  };
  let end = bytes.length;
  for (const block of [...container.blocks].reverse()) {
    guard(end - 16, end);
    end -= 16;
    if (codec === 'snappy') guard(end - block.data.length, end);
    // Count and size of these small blocks are one or two bytes each.
    end -= block.data.length;
    end -= varintBytes(block.count) + varintBytes(BigInt(block.data.length));
  }
  guard(end - 16, end);
  return position => guarded.has(position);
}

function varintBytes(value: bigint): number {
  let bytes = 1;
  for (let rest = (value * 2n) >> 7n; rest > 0n; rest >>= 7n) bytes++;
  return bytes;
}

const CODECS = ['null', 'deflate', 'snappy', 'zstandard'] as const;

describe.each(CODECS)(
  'an Avro file in the codec %s, damaged at any byte',
  codec => {
    let table: Table;

    beforeAll(async () => {
      table = await makeTable({ codec });
    });

    it('is a manifest that is refused, or read for what its bytes say; where the format can tell, it is refused', () => {
      const { io, metadata, manifests } = table;
      for (const manifest of manifests) {
        const whole = fileOf(io, manifest.manifestPath);
        const isGuarded = guardedBytes(whole, codec);
        let refused = 0;
        for (const damaged of changedBytes(whole, CHANGES_PER_BYTE)) {
          const entries = attempt(damaged, () => [
            ...manifestEntries(damaged.bytes, manifest, metadata),
          ]);
          if (isGuarded(damaged.position))
            expect([damaged.what, entries]).toEqual([damaged.what, undefined]);
          if (entries) compareManifest(damaged.bytes, entries);
          else refused++;
        }
        expect(refused).toBeGreaterThan(50);
      }
    });

    it('is a manifest list that is refused, or read for what its bytes say; where the format can tell, it is refused', () => {
      const whole = fileOf(table.io, table.listLocation);
      const isGuarded = guardedBytes(whole, codec);
      for (const damaged of changedBytes(whole, CHANGES_PER_BYTE)) {
        const manifests = attempt(damaged, () =>
          parseManifestList(damaged.bytes),
        );
        if (isGuarded(damaged.position))
          expect([damaged.what, manifests]).toEqual([damaged.what, undefined]);
        if (manifests) compareManifestList(damaged.bytes, manifests);
      }
    });

    it('is a manifest whose end is missing: its table is incomplete, and says which manifest', async () => {
      const [manifest] = table.manifests;
      const whole = fileOf(table.io, manifest.manifestPath);
      for (const { bytes, what, position } of truncations(whole)) {
        if (position % STRIDE !== 0) continue;
        table.io.put(manifest.manifestPath, bytes);
        const { incomplete, warnings } = await readFileStatistics(
          table.io,
          table.metadata,
        );
        expect([what, incomplete, warnings]).toEqual([
          what,
          true,
          [
            expect.objectContaining({
              code: 'manifest-unreadable',
              location: manifest.manifestPath,
            }),
          ],
        ]);
      }
      table.io.put(manifest.manifestPath, whole);
    });

    it('is a manifest list whose end is missing: refused, or, cut between two blocks, not what the snapshot states', async () => {
      const whole = fileOf(table.io, table.listLocation);
      const lengths: number[] = [];
      for (const damaged of truncations(whole)) {
        const manifests = attempt(damaged, () =>
          parseManifestList(damaged.bytes),
        );
        if (!manifests) continue;
        lengths.push(damaged.position);
        compareManifestList(damaged.bytes, manifests);
      }
      // Behind the header; the list is one block.
      expect(lengths).toHaveLength(1);
      table.io.put(table.listLocation, whole.slice(0, lengths[0]));
      const { incomplete, warnings, dataFiles } = await readFileStatistics(
        table.io,
        table.metadata,
      );
      table.io.put(table.listLocation, whole);
      expect({ incomplete, dataFiles, warnings }).toMatchObject({
        incomplete: true,
        dataFiles: 0,
        warnings: [{ code: 'summary-differs', location: table.listLocation }],
      });
    });

    it('is a manifest of a table that never gives other numbers without being incomplete, unless its bytes say so', async () => {
      const { io, metadata, statistics } = table;
      const [manifest] = table.manifests;
      const whole = fileOf(io, manifest.manifestPath);
      let complete = 0;
      for (const damaged of changedBytes(whole, CHANGES_PER_BYTE)) {
        if (damaged.position % STRIDE !== 0) continue;
        io.put(manifest.manifestPath, damaged.bytes);
        const found = await readFileStatistics(io, metadata);
        const isReadable = attempt(damaged, () => [
          ...manifestEntries(damaged.bytes, manifest, metadata, {
            columnStatistics: 'none',
          }),
        ]);
        // The quick scanner does not look where nothing is counted.
        if (!isReadable)
          expect([damaged.what, found.incomplete]).toEqual([
            damaged.what,
            true,
          ]);
        if (found.incomplete) {
          expect(found.warnings).not.toHaveLength(0);
          expect(found.dataFiles).toBeLessThanOrEqual(statistics.dataFiles);
        } else complete++;
      }
      io.put(manifest.manifestPath, whole);
      // Names in the schema, texts in the header, numbers in the records.
      expect(complete).toBeGreaterThan(0);
    });
  },
);

describe.each([false, true])(
  'a metadata file (gzipped: %p), damaged at any byte',
  gzipMetadata => {
    it('is refused when its end is missing', async () => {
      const { io, metadataLocation } = await makeTable({ gzipMetadata });
      for (const damaged of truncations(fileOf(io, metadataLocation))) {
        const metadata = attempt(damaged, () =>
          parseTableMetadata(damaged.bytes, { metadataLocation }),
        );
        expect([damaged.what, metadata]).toEqual([damaged.what, undefined]);
      }
    });

    it('is refused, or still the JSON that it says', async () => {
      const { io, metadataLocation, metadata } = await makeTable({
        gzipMetadata,
      });
      let same = 0;
      for (const damaged of changedBytes(
        fileOf(io, metadataLocation),
        CHANGES_PER_BYTE,
      )) {
        const found = attempt(damaged, () =>
          parseTableMetadata(damaged.bytes, { metadataLocation }),
        );
        if (!found) continue;
        if (gzipMetadata) {
          // Its checksum guards all but the header of ten bytes, of which nothing depends on time and system.
          expect([damaged.what, found]).toEqual([damaged.what, metadata]);
          same++;
        } else expect(() => JSON.parse(text(damaged.bytes))).not.toThrow();
      }
      if (gzipMetadata) expect(same).toBeLessThan(10 * CHANGES_PER_BYTE);
    });
  },
);

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
