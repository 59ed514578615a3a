import { findMetadataLocation } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { mutateTable } from '../mutators/mutateTable';
import { seedTables } from '../seeds/seedTables';
import { attemptAsync } from './attempt';
import type { FuzzTarget } from './FuzzTarget';
import { TableFileIO } from './TableFileIO';

/** The newest metadata of a folder: one of the files that lie there, whatever hints and names say. */
export const findTarget: FuzzTarget = {
  name: 'find',
  weight: 1,
  seeds: () =>
    seedTables().map(table => ({
      target: 'find',
      files: new Map([...table].filter(([name]) => !name.endsWith('.avro'))),
    })),
  mutate: ({ files }: FuzzInput, random) => ({
    target: 'find',
    files: mutateTable(files, random),
  }),
  run: async ({ files }) => {
    const io = new TableFileIO(files);
    const found = await attemptAsync(() =>
      findMetadataLocation(io, io.location),
    );
    if (!found) return;
    const listed = await io.list(`${io.location}/metadata`);
    const besides = await io.list(io.location);
    must(
      [...listed, ...besides].some(
        ({ location }) => location === found.metadataLocation,
      ),
      'found-elsewhere',
      () => `${found.metadataLocation} is none of the files`,
    );
    must(
      io.reads <= files.size + 2,
      'reads',
      () => `${io.reads} reads of ${files.size} files`,
    );
  },
};
