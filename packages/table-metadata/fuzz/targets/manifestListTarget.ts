import { parseManifestList } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { mutateFile } from '../mutators/mutateFile';
import { compareManifestList } from '../reference/compareManifestList';
import { seedTables } from '../seeds/seedTables';
import { attempt } from './attempt';
import type { FuzzTarget } from './FuzzTarget';

/** A manifest list: refused with a typed error, or read as a decoder without any cleverness reads it. */
export const manifestListTarget: FuzzTarget = {
  name: 'manifest-list',
  weight: 4,
  seeds: () =>
    seedTables()
      .flatMap(table => [...table])
      .filter(([name]) => name.includes('/snap-'))
      .map(([, bytes]) => ({
        target: 'manifest-list',
        files: new Map([['list', bytes]]),
      })),
  mutate: (input, random) => {
    let bytes = content(input);
    const changes = random.pick([1, 1, 2, 4]);
    for (let index = 0; index < changes; index++)
      bytes = mutateFile(bytes, random);
    return { target: 'manifest-list', files: new Map([['list', bytes]]) };
  },
  run: input => {
    const bytes = content(input);
    const manifests = attempt(() => parseManifestList(bytes));
    if (manifests) compareManifestList(bytes, manifests);
  },
};

function content({ files }: FuzzInput): Uint8Array {
  return files.get('list') ?? new Uint8Array();
}
