import {
  compareSnapshots,
  findMetadataLocation,
  inspectionToJson,
  inspectTable,
  planScan,
  readTableMetadata,
  stringifyExactJson,
} from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { mutateTable } from '../mutators/mutateTable';
import { seedTables } from '../seeds/seedTables';
import { attemptAsync } from './attempt';
import { checkMetadata } from './checkMetadata';
import { checkStatistics } from './checkStatistics';
import type { FuzzTarget } from './FuzzTarget';
import { TableFileIO } from './TableFileIO';

/** A whole table, from its folder to its numbers. */
export const tableTarget: FuzzTarget = {
  name: 'table',
  weight: 4,
  seeds: () => seedTables().map(files => ({ target: 'table', files })),
  mutate: ({ files }, random) => {
    let changed = files;
    const changes = random.pick([1, 1, 2, 3]);
    for (let index = 0; index < changes; index++)
      changed = mutateTable(changed, random);
    return { target: 'table', files: changed };
  },
  run: async ({ files }: FuzzInput) => {
    const io = new TableFileIO(files);
    const found = await attemptAsync(() =>
      findMetadataLocation(io, io.location),
    );
    if (!found) return;
    const metadata = await attemptAsync(() =>
      readTableMetadata(io, found.metadataLocation),
    );
    if (!metadata) return;
    checkMetadata(metadata);
    io.reads = 0;
    const inspection = await inspectTable(io, metadata, {
      threads: 0,
    });
    must(
      io.reads <= 2 * files.size + 1000,
      'reads',
      () => `${io.reads} reads of ${files.size} files`,
    );
    stringifyExactJson(inspectionToJson(inspection));
    if (inspection.files) await checkStatistics(io, metadata, inspection.files);
    const ids = metadata.snapshots.slice(-3).map(s => s.snapshotId);
    for (const id of ids) {
      const plan = await attemptAsync(() => planScan(io, metadata, id));
      if (plan && inspection.files?.snapshotId === id)
        must(
          plan.dataFiles.length === inspection.files.dataFiles,
          'plan',
          () =>
            `${plan.dataFiles.length} files in the plan, ${inspection.files?.dataFiles} counted`,
        );
      await attemptAsync(() => compareSnapshots(io, metadata, ids[0], id));
    }
  },
};
