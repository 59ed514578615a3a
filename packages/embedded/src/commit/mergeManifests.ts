import type {
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import type { LakehouseContext } from './LakehouseContext';
import { entriesOf } from './tableFiles';
import type { TableState } from './TableState';

const DEFAULT_MIN_COUNT = 100;
const DEFAULT_TARGET_BYTES = 8 * 1024 * 1024;

/**
 * Merges small manifests when there are many, as Java's merging append does: `commit.manifest-merge.enabled` (true),
 * `commit.manifest.min-count-to-merge` (100), `commit.manifest.target-size-bytes` (8 MiB).
 */
export async function mergeManifests(
  context: LakehouseContext,
  base: TableState,
  input: {
    manifests: ManifestFile[];
    write: (
      specId: number,
      content: 'data' | 'deletes',
      entries: ManifestEntry[],
    ) => Promise<ManifestFile>;
  },
): Promise<{ manifests: ManifestFile[]; discardable: string[] }> {
  const { properties } = base.json;
  const unchanged = { manifests: input.manifests, discardable: [] };
  if (properties['commit.manifest-merge.enabled']?.toLowerCase() === 'false')
    return unchanged;
  const minCount = Math.max(
    2,
    numberOf(
      properties['commit.manifest.min-count-to-merge'],
      DEFAULT_MIN_COUNT,
    ),
  );
  const target = BigInt(
    numberOf(
      properties['commit.manifest.target-size-bytes'],
      DEFAULT_TARGET_BYTES,
    ),
  );
  const groups = new Map<string, ManifestFile[]>();
  for (const manifest of input.manifests) {
    const key = `${manifest.content} ${manifest.partitionSpecId}`;
    groups.set(key, [...(groups.get(key) ?? []), manifest]);
  }
  if ([...groups.values()].every(group => group.length < minCount))
    return unchanged;
  const manifests: ManifestFile[] = [];
  const discardable: string[] = [];
  for (const group of groups.values()) {
    if (group.length < minCount) {
      manifests.push(...group);
      continue;
    }
    for (const bin of pack(group, target)) {
      if (bin.length === 1) {
        manifests.push(bin[0]);
        continue;
      }
      const entries: ManifestEntry[] = [];
      for (const manifest of bin)
        entries.push(...(await mergedEntries(context, base, manifest)));
      const merged = await input.write(
        bin[0].partitionSpecId,
        bin[0].content,
        entries,
      );
      manifests.push(merged);
      discardable.push(merged.manifestPath);
    }
  }
  return { manifests, discardable };
}

/** What this commit did stays visible as its doing; everything older is just there. */
async function mergedEntries(
  context: LakehouseContext,
  base: TableState,
  manifest: ManifestFile,
): Promise<ManifestEntry[]> {
  const isOwn = manifest.sequenceNumber < 0n;
  const entries = await entriesOf(
    context,
    base,
    isOwn ? { ...manifest, sequenceNumber: -1n } : manifest,
  );
  if (isOwn) {
    // Read back from the file: a sequence number that is not assigned yet must stay so.
    return entries.map(entry => ({
      ...entry,
      sequenceNumber:
        entry.sequenceNumber !== undefined && entry.sequenceNumber < 0n
          ? undefined
          : entry.sequenceNumber,
      fileSequenceNumber:
        entry.fileSequenceNumber !== undefined && entry.fileSequenceNumber < 0n
          ? undefined
          : entry.fileSequenceNumber,
    }));
  }
  return entries
    .filter(entry => entry.status !== 'deleted')
    .map(entry => ({ ...entry, status: 'existing' as const }));
}

function pack(manifests: ManifestFile[], target: bigint): ManifestFile[][] {
  const bins: ManifestFile[][] = [];
  let size = 0n;
  for (const manifest of manifests) {
    const length = manifest.manifestLength ?? 0n;
    const last = bins.at(-1);
    if (last && size + length <= target) {
      last.push(manifest);
      size += length;
    } else {
      bins.push([manifest]);
      size = length;
    }
  }
  return bins;
}

function numberOf(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,12}$/.test(text)
    ? Number(text)
    : fallback;
}
