import {
  manifestEntries,
  type ManifestFile,
  parseTableMetadata,
  partitionPath,
} from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { mutateFile } from '../mutators/mutateFile';
import {
  headerValue,
  parseContainer,
} from '../../src/__testUtils__/avro/AvroContainer';
import { compareManifest } from '../reference/compareManifest';
import { seedTables } from '../seeds/seedTables';
import { attempt } from './attempt';
import type { FuzzTarget } from './FuzzTarget';

/** A manifest: refused with a typed error, or read as a decoder without any cleverness reads it. */
export const manifestTarget: FuzzTarget = {
  name: 'manifest',
  weight: 6,
  seeds: () =>
    seedTables().flatMap(table => {
      const files = [...table];
      const metadata = files.findLast(([name]) =>
        name.includes('.metadata.json'),
      )?.[1];
      return files
        .filter(([name]) => name.endsWith('.avro') && !name.includes('/snap-'))
        .map(([, bytes]) => ({
          target: 'manifest',
          files: new Map([
            ['manifest', bytes],
            ['metadata', metadata ?? new Uint8Array()],
          ]),
        }));
    }),
  mutate: ({ files }, random) => {
    const changed = new Map(files);
    const name = random.chance(0.92) ? 'manifest' : 'metadata';
    const changes = random.pick([1, 1, 2, 4]);
    for (let index = 0; index < changes; index++)
      changed.set(
        name,
        mutateFile(changed.get(name) ?? new Uint8Array(), random),
      );
    return { target: 'manifest', files: changed };
  },
  run: ({ files }: FuzzInput) => {
    const bytes = files.get('manifest') ?? new Uint8Array();
    const metadata = attempt(() =>
      parseTableMetadata(files.get('metadata') ?? new Uint8Array(), {
        metadataLocation: '/t/metadata/v1.metadata.json',
      }),
    );
    if (!metadata) return;
    const manifest = manifestOf(bytes);
    const entries = attempt(() => [
      ...manifestEntries(bytes, manifest, metadata),
    ]);
    if (!entries) return;
    compareManifest(bytes, entries);
    const [schema] = metadata.schemas;
    for (const { file } of entries.slice(0, 20)) {
      const spec = metadata.partitionSpecs.find(
        ({ specId }) => specId === file.specId,
      );
      if (spec) partitionPath(spec, schema, file.partition);
    }
    for (const columnStatistics of ['none', 'bounds'] as const)
      attempt(() => [
        ...manifestEntries(bytes, manifest, metadata, { columnStatistics }),
      ]);
  },
};

/** A manifest as a list would have it. */
export function manifestOf(bytes: Uint8Array): ManifestFile {
  const container = parseContainer(bytes);
  const specId = container && headerValue(container, 'partition-spec-id');
  return {
    manifestPath: '/t/metadata/m.avro',
    partitionSpecId: Number(specId ?? 0) || 0,
    content: 'data',
    manifestLength: BigInt(bytes.length),
    sequenceNumber: 7n,
    minSequenceNumber: 1n,
    addedSnapshotId: 42n,
  };
}
