import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { arbitraryTable } from '../../__testUtils__/model/arbitraryTable';
import { writeTable } from '../../__testUtils__/model/writeTable';
import { inspectTable } from '../../inspection';
import { type FileIO, LocalFileIO, RewritingFileIO } from '../../io';
import { findMetadataLocation, readTableMetadata } from '../../metadata';
import { planScan } from '../../scan';
import type { BlockInflater } from './BlockInflater';
import { FreshInflater } from './FreshInflater';
import { ReusedInflater } from './ReusedInflater';

const FIXTURES = resolve(__dirname, '../../../fixtures');
const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

let inUse: BlockInflater;
jest.mock('./sharedInflater', () => ({ sharedInflater: () => inUse }));

/** Nothing that it gave is what it was once it is asked again: who has kept a view of it reads nonsense. */
class SpoilingInflater implements BlockInflater {
  blocks = 0;
  readonly #inflater = new FreshInflater();
  #last = new Uint8Array(0);

  inflate(packed: Uint8Array, expectedBytes: number): Uint8Array {
    this.#last.fill(0xaa);
    this.#last = new Uint8Array(this.#inflater.inflate(packed, expectedBytes));
    this.blocks++;
    return this.#last;
  }

  /** As the next block would. */
  spoil(): void {
    this.#last.fill(0xaa);
  }
}

/** All that is read of a table: statistics, and a plan with the bounds of each file. */
async function everything(io: FileIO, location: string): Promise<unknown> {
  const metadata = await readTableMetadata(io, location);
  const { currentSnapshotId } = metadata;
  const { files, warnings } = await inspectTable(io, metadata);
  const plan =
    currentSnapshotId === undefined
      ? undefined
      : await planScan(io, metadata, currentSnapshotId).catch(String);
  return { files, warnings, plan };
}

async function readsAlike(io: FileIO, location: string): Promise<number> {
  inUse = new FreshInflater();
  const expected = await everything(io, location);
  inUse = new ReusedInflater();
  expect(await everything(io, location)).toEqual(expected);
  const spoiling = new SpoilingInflater();
  inUse = spoiling;
  const found = await everything(io, location);
  spoiling.spoil();
  expect(found).toEqual(expected);
  return spoiling.blocks;
}

describe('tables read through memory that is used for one block after the other', () => {
  it('are the same as read with memory for each block: those that engines wrote', async () => {
    const local = await LocalFileIO.create({ roots: [FIXTURES] });
    const io = new RewritingFileIO(local, [
      {
        from: 'file:///tmp/lakehouse-fixtures/pyiceberg/db',
        to: join(FIXTURES, 'pyiceberg'),
      },
      { from: '/tmp/lakehouse-fixtures/spark/db', to: join(FIXTURES, 'spark') },
    ]);
    let blocks = 0;
    for (const engine of ['pyiceberg', 'spark'])
      for (const table of readdirSync(join(FIXTURES, engine))) {
        const { metadataLocation } = await findMetadataLocation(
          local,
          join(FIXTURES, engine, table),
        );
        blocks += await readsAlike(io, metadataLocation);
      }
    // Of tables that are not packed with deflate, this would be no test.
    expect(blocks).toBeGreaterThan(50);
  });

  it('are the same: any', async () => {
    let blocks = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryTable, async model => {
        const { io, metadataLocation } = writeTable(model);
        blocks += await readsAlike(io, metadataLocation);
      }),
      { numRuns: RUNS },
    );
    // Few tables in a hundred are packed with it, and few have many manifests: how many blocks there are is a matter of luck.
    expect(blocks).toBeGreaterThan(0);
  }, 120_000);
});
