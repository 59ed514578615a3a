import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { manifestTargetBytes, pointsOn } from '../curves';
import { formatBytes, formatCount } from '../format';
import { countOf } from '../format/countOf';
import type { HealthDimension } from '../model';
import { wholeNumber } from '../properties/metadataRules';
import type { JudgeContext } from './JudgeContext';
import { knownDimension } from './knownDimension';
import { unknownFiles } from './unknownFiles';

const threshold = 'at most 10 more than their size needs at 8 MB each';
const namedFromPoints = 10;

/** More manifests than their size needs: each is opened when a query is planned, and no cache helps. */
export function manifests(context: JudgeContext): HealthDimension {
  const { files, curves } = context;
  const curve = curves.manifests;
  if (!files) {
    return unknownFiles(context, 'manifests', threshold, curve.source);
  }
  const total = files.manifests.data + files.manifests.deletes;
  const needed = neededManifests(files);
  const excess = Math.max(0, total - needed);
  const cost = pointsOn(curve, excess);
  return knownDimension({
    id: 'manifests',
    cost,
    value:
      total === 0
        ? 'No manifests'
        : `${countOf(total, 'manifest')}, ${formatCount(needed)} needed`,
    valueDetail:
      total === 0
        ? undefined
        : `${formatBytes(files.manifests.sizeBytes)} in all`,
    threshold,
    thresholdSource: curve.source,
    cause: cost > 0 ? causeOf(context) : undefined,
    ailments: cost >= namedFromPoints ? ['manifests'] : [],
    evidence: {
      manifests: total,
      neededManifests: needed,
      manifestBytes: Number(files.manifests.sizeBytes),
      manifestsBeyondNeed: excess,
    },
  });
}

/** Manifests that would hold the same entries: at 8 MB each, one at least of each kind and partition spec. */
export function neededManifests(files: FileStatistics): number {
  const data =
    files.manifests.data > 0
      ? Math.max(1, Object.keys(files.filesBySpec).length)
      : 0;
  const kinds = data + (files.manifests.deletes > 0 ? 1 : 0);
  const bySize = Math.ceil(
    Number(files.manifests.sizeBytes) / manifestTargetBytes,
  );
  return Math.min(
    files.manifests.data + files.manifests.deletes,
    Math.max(kinds, bySize),
  );
}

function causeOf({ input, history }: JudgeContext): string {
  const { properties } = input.metadata;
  const rewritten = history.lastMaintenance
    ? 'nothing has rewritten them since'
    : 'nothing has rewritten them';
  if (properties['commit.manifest-merge.enabled']?.toLowerCase() === 'false') {
    return `Manifest merge is off, and ${rewritten}`;
  }
  const minCount =
    wholeNumber(properties['commit.manifest.min-count-to-merge'] ?? '') ?? 100;
  return `Each commit adds a manifest, writers merge them from ${minCount} on, and ${rewritten}`;
}
