import {
  countOf,
  simulateManifestRewrite,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { DeclinedStep } from '../model';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';

/** Iceberg's default of `commit.manifest.target-size-bytes`. */
const TARGET_BYTES = 8 * 1024 * 1024;

/** Merges manifests, after the compaction, which makes some of its own. */
export function planManifests(
  { files, metadata, ...rest }: PlanInput,
  health: TableHealth,
): StepDraft | DeclinedStep {
  const operation = 'rewrite-manifests';
  const recommended = health.recommendations.find(({ id }) => id === operation);
  const before = files && files.manifests.data + files.manifests.deletes;
  // Where the list of them could not be read, there seem to be none.
  if (!files || before === undefined || (files.incomplete && before === 0)) {
    return {
      operation,
      kind: 'cannot',
      reason: 'What manifests the table has is not known.',
    };
  }
  if (!recommended) {
    return {
      operation,
      kind: 'nothing-due',
      reason: 'The table has no more manifests than its size needs.',
    };
  }
  const simulated = simulateManifestRewrite({ files, metadata, ...rest }).files;
  const after = simulated
    ? simulated.manifests.data + simulated.manifests.deletes
    : before;
  return {
    title: `Merge ${countOf(before, 'manifest')}`,
    reason:
      'Planning a query waits for each manifest that it opens. After any compaction, so that its manifests are merged as well. No data is rewritten.',
    units: [
      {
        operation,
        targetSizeBytes: targetOf(
          metadata.properties['commit.manifest.target-size-bytes'],
        ),
        predicted: { manifestsBefore: before, manifestsAfter: after },
      },
    ],
    cost: {
      readBytes: files.manifests.sizeBytes.toString(),
      writtenBytes: files.manifests.sizeBytes.toString(),
    },
    benefit: { manifests: { before, after } },
    simulate: simulateManifestRewrite,
  };
}

function targetOf(property: string | undefined): number {
  const value = Number(property);
  return Number.isSafeInteger(value) && value > 0 ? value : TARGET_BYTES;
}
