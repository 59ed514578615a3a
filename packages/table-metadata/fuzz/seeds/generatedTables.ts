import fc from 'fast-check';
import { arbitraryTable } from '../../src/__testUtils__/model/arbitraryTable';
import { LOCATION } from '../../src/__testUtils__/model/TableHistory';
import { writeTable } from '../../src/__testUtils__/model/writeTable';
import type { TableFiles } from './fixtureTables';

let known: TableFiles[] | undefined;

/** Small tables of all format versions, with deletes of all kinds, in all codecs: the same ones every time. */
export function generatedTables(): TableFiles[] {
  known ??= fc
    .sample(arbitraryTable, { seed: 20_261_126, numRuns: 24 })
    .map(model => {
      const { io } = writeTable(model);
      return new Map([
        ...[...io.files].map(([path, bytes]): [string, Uint8Array] => [
          path.slice(LOCATION.length + 1),
          bytes,
        ]),
        ['@location', new Uint8Array(Buffer.from(LOCATION))],
      ]);
    });
  return known;
}
