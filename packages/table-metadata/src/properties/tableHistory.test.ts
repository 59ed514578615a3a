import fc from 'fast-check';
import { arbitraryTable } from '../__testUtils__/model/arbitraryTable';
import { deletesOf } from '../__testUtils__/model/expectedDeletes';
import { expectedStatistics } from '../__testUtils__/model/expectedStatistics';
import { partitionText } from '../__testUtils__/model/partitionText';
import {
  liveFiles,
  type ModelFile,
  type ModelSnapshot,
  type TableModel,
} from '../__testUtils__/model/TableModel';
import { LOCATION } from '../__testUtils__/model/TableHistory';
import {
  type WrittenTable,
  writeTable,
} from '../__testUtils__/model/writeTable';
import { inspectionToJson, inspectTable } from '../inspection';
import { findMetadataLocation, readTableMetadata } from '../metadata';
import type { FileStatistics, TableMetadata } from '../model';
import { planScan } from '../scan';
import { compareSnapshots, type FileDifference } from '../snapshots';
import { readFileStatistics } from '../statistics';

/** More takes longer: `PROPERTY_RUNS=10000 npm test -- packages/table-metadata/src/properties`. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 150);

jest.setTimeout(30_000 + RUNS * 200);

async function forAnyTable(
  check: (
    table: WrittenTable,
    metadata: TableMetadata,
    model: TableModel,
  ) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryTable, async model => {
      const written = writeTable(model);
      const { metadataLocation } = await findMetadataLocation(
        written.io,
        LOCATION,
      );
      expect(metadataLocation).toBe(written.metadataLocation);
      const metadata = await readTableMetadata(written.io, metadataLocation);
      await check(written, metadata, model);
    }),
    { numRuns: RUNS },
  );
}

/** Lists whose order is not promised, in one order. */
function ordered(statistics: FileStatistics): FileStatistics {
  const text = (value: object) =>
    JSON.stringify(value, (_key, item) =>
      typeof item === 'bigint' ? `${item}n` : item,
    );
  const sorted = <T extends object>(items: T[]): T[] =>
    [...items].sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return {
    ...statistics,
    partitionStatistics: sorted(statistics.partitionStatistics),
    mostDeletedFiles: sorted(statistics.mostDeletedFiles ?? []),
  };
}

/** Shares are sums of fractions: the order of adding them is nobody's promise. */
function withoutShares({
  partitionSkew,
  clustering,
  deleteFilesPerDataFile,
  deleteFilesInWorstQuarter,
  manifestLayout: { overlap, ...layout },
  ...rest
}: FileStatistics) {
  return {
    exact: {
      ...rest,
      layout: {
        ...layout,
        overlap: overlap && { ...overlap, manifestsPerPoint: 0 },
      },
      clustering: clustering.map(c => ({ ...c, filesPerPoint: 0 })),
    },
    shares: [
      deleteFilesPerDataFile,
      deleteFilesInWorstQuarter ?? -1,
      overlap?.manifestsPerPoint ?? -1,
      partitionSkew?.gini ?? -1,
      partitionSkew?.largestShare ?? -1,
      ...clustering.map(({ filesPerPoint }) => filesPerPoint),
    ],
    bytes: [partitionSkew?.largestBytes, partitionSkew?.medianBytes],
  };
}

describe('a table with any history, in any style of writing', () => {
  it('has the statistics that a plain count of its files gives, at each snapshot', async () => {
    await forAnyTable(async ({ io, manifestBytes }, metadata, model) => {
      expect(metadata.warnings).toEqual([]);
      for (const snapshot of model.snapshots) {
        const found = withoutShares(
          ordered(
            await readFileStatistics(io, metadata, {
              snapshotId: String(snapshot.id),
            }),
          ),
        );
        const expected = withoutShares(
          ordered(expectedStatistics(model, snapshot, manifestBytes)),
        );
        expect(found.exact).toEqual(expected.exact);
        expect(found.bytes).toEqual(expected.bytes);
        for (const [index, share] of expected.shares.entries())
          expect(found.shares[index]).toBeCloseTo(share, 9);
      }
    });
  });

  it('is planned with each live file once, and with just the deletes that apply to it', async () => {
    await forAnyTable(async ({ io }, metadata, model) => {
      for (const snapshot of model.snapshots) {
        const plan = await planScan(io, metadata, String(snapshot.id));
        const found = plan.dataFiles.map(
          ({ file, sequenceNumber, deletes }) => [
            file.filePath,
            sequenceNumber,
            file.recordCount,
            deletes.map(item => item.file.filePath).sort(),
          ],
        );
        const expected = dataFilesOf(snapshot).map(file => [
          file.path,
          file.sequenceNumber,
          file.records,
          deletesOf(model, snapshot, file)
            .map(({ path }) => path)
            .sort(),
        ]);
        expect(found.sort()).toEqual(expected.sort());
        expect(plan.schema.schemaId).toBe(snapshot.schemaId);
      }
    });
  });

  it('differs between two snapshots in just the files that only one of them has', async () => {
    await forAnyTable(async ({ io }, metadata, model) => {
      const [first, ...others] = model.snapshots;
      for (const [from, to] of others.flatMap(other => [
        [first, other],
        [other, first],
      ])) {
        const found = await compareSnapshots(
          io,
          metadata,
          String(from.id),
          String(to.id),
        );
        const added = only(to, from);
        const removed = only(from, to);
        const difference = (kind: (file: ModelFile) => boolean) =>
          differenceOf(added.filter(kind), removed.filter(kind));
        const isData = ({ content }: ModelFile) => content === 'data';
        expect(found).toMatchObject({
          isAncestor: isAncestor(model, from, to),
          dataFiles: difference(isData),
          positionDeletes: difference(
            ({ content, format }) =>
              content === 'position-deletes' && format !== 'PUFFIN',
          ),
          equalityDeletes: difference(
            ({ content }) => content === 'equality-deletes',
          ),
          deletionVectors: difference(({ format }) => format === 'PUFFIN'),
          incomplete: false,
          warnings: [],
        });
        expect(
          Object.fromEntries(
            found.partitions.map(item => [
              `${item.specId} ${item.partition}`,
              [item.dataFiles, item.deleteFiles],
            ]),
          ),
        ).toEqual(partitionDifferences(model, added, removed));
        expect(found.schemaChanges).toHaveLength(
          Math.abs(to.schemaId - from.schemaId),
        );
      }
    });
  });

  it('is inspected with every id as it was written, and the numbers of its current snapshot', async () => {
    await forAnyTable(async ({ io, manifestBytes }, metadata, model) => {
      const json = inspectionToJson(await inspectTable(io, metadata));
      const { current } = model;
      expect(json).toMatchObject({
        formatVersion: model.formatVersion,
        currentSnapshotId: current ? String(current.id) : null,
        currentSchemaId: model.schemas.length - 1,
        snapshots: model.snapshots.map(snapshot => ({
          id: String(snapshot.id),
          parent:
            snapshot.parent === undefined ? null : String(snapshot.parent),
          timestampMs: snapshot.timestampMs,
          operation: snapshot.operation,
          schemaId: snapshot.schemaId,
        })),
        warnings: [],
      });
      expect(
        (json.refs as Array<{ name: string; snapshotId: string }>)
          .map(({ name, snapshotId }) => `${name} ${snapshotId}`)
          .sort(),
      ).toEqual(
        [
          ...(current ? [`main ${current.id}`] : []),
          ...[...model.tags].map(([name, id]) => `${name} ${id}`),
        ].sort(),
      );
      if (!current) {
        expect(json.files).toBeNull();
        return;
      }
      const expected = expectedStatistics(model, current, manifestBytes);
      expect(json.files).toMatchObject({
        manifests: {
          data: expected.manifests.data,
          deletes: expected.manifests.deletes,
          total: current.manifests.length,
        },
        dataFiles: expected.dataFiles,
        dataBytes: expected.dataBytes,
        dataRecords: expected.dataRecords,
        minFileBytes: expected.minFileBytes ?? null,
        maxFileBytes: expected.maxFileBytes ?? null,
        partitions: expected.partitions,
        positionDeleteFiles: expected.positionDeleteFiles,
        equalityDeleteFiles: expected.equalityDeleteFiles,
        deletionVectors: expected.deletionVectors,
        incomplete: false,
      });
    });
  });
});

function dataFilesOf(snapshot: ModelSnapshot): ModelFile[] {
  return liveFiles(snapshot).filter(({ content }) => content === 'data');
}

function only(a: ModelSnapshot, b: ModelSnapshot): ModelFile[] {
  const others = new Set(liveFiles(b).map(({ path }) => path));
  return liveFiles(a).filter(({ path }) => !others.has(path));
}

function differenceOf(
  added: ModelFile[],
  removed: ModelFile[],
): FileDifference {
  const sum = (files: ModelFile[], of: (file: ModelFile) => bigint) =>
    files.reduce((total, file) => total + of(file), 0n);
  const bytes = (file: ModelFile) => file.contentBytes ?? file.bytes;
  return {
    addedFiles: added.length,
    removedFiles: removed.length,
    addedBytes: sum(added, bytes),
    removedBytes: sum(removed, bytes),
    addedRecords: sum(added, ({ records }) => records),
    removedRecords: sum(removed, ({ records }) => records),
  };
}

function partitionDifferences(
  model: TableModel,
  added: ModelFile[],
  removed: ModelFile[],
): Record<string, FileDifference[]> {
  const nameOf = (file: ModelFile) =>
    `${file.specId} ${partitionText(model, file)}`;
  const names = [...new Set([...added, ...removed].map(nameOf))];
  return Object.fromEntries(
    names.map(name => {
      const ofKind = (isData: boolean) => (file: ModelFile) =>
        nameOf(file) === name && (file.content === 'data') === isData;
      return [
        name,
        [true, false].map(isData =>
          differenceOf(
            added.filter(ofKind(isData)),
            removed.filter(ofKind(isData)),
          ),
        ),
      ];
    }),
  );
}

/** As far as the history is kept: a parent that has expired ends it. */
function isAncestor(
  { snapshots }: TableModel,
  from: ModelSnapshot,
  to: ModelSnapshot,
): boolean {
  for (
    let step: ModelSnapshot | undefined = to;
    step;
    step = snapshots.find(({ id }) => id === step?.parent)
  )
    if (step === from) return true;
  return false;
}
