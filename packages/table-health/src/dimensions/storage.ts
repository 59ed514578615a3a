import {
  metadataFileCurve,
  metadataShareCurve,
  muchMetadataCurve,
  muchWasteCurve,
  pointsOn,
  reclaimableShareCurve,
  schemasCurve,
} from '../curves';
import { formatBytes, formatShare } from '../format';
import { countOf } from '../format/countOf';
import { isHistoryKeptByNessie } from '../history/isHistoryKeptByNessie';
import { oldSnapshotBytesOf } from '../history/oldSnapshotBytesOf';
import type { AilmentId, HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { knownDimension, unknownDimension } from './knownDimension';

const schemaChurnFrom = 10;
const notComputed = 'Not computed what old snapshots alone hold';
const keptByNessie =
  'What earlier states hold is not counted: Nessie keeps them';

/** Bytes that serve old snapshots alone, and metadata that grows with every commit or schema. */
export function storage(context: JudgeContext): HealthDimension {
  const { input, policy } = context;
  const thresholdSource = policy.maxReclaimableShare.source;
  const threshold = `at most ${formatShare(
    policy.maxReclaimableShare.value,
  )} for old snapshots alone`;
  const isElsewhere = isHistoryKeptByNessie(input.metadata);
  // One snapshot in the metadata: that nothing serves old ones would be wrong.
  const old = isElsewhere ? undefined : oldSnapshotBytesOf(context);
  const live = liveBytes(context);
  const share =
    old === undefined || live + old.bytes <= 0
      ? 0
      : old.bytes / (live + old.bytes);
  const allowed = Math.max(0.001, policy.maxReclaimableShare.value);
  const waste =
    pointsOn(muchWasteCurve, old?.bytes ?? 0) *
    pointsOn(reclaimableShareCurve, share / allowed);
  const metadata = metadataPoints(context, live);
  const schemas = pointsOn(schemasCurve, input.metadata.schemas.length);
  const cost = waste + metadata + schemas;
  const ailments = ailmentsOf(
    waste,
    metadata,
    input.metadata.schemas.length >= schemaChurnFrom ? schemas : 0,
  );
  if (old === undefined && cost === 0) {
    return unknownDimension({
      id: 'storage',
      threshold,
      thresholdSource,
      value: isElsewhere ? keptByNessie : notComputed,
      howToKnow: isElsewhere
        ? 'Run nessie-gc, which finds files that no commit needs any more'
        : 'Compare the files of all snapshots; a maintenance plan does',
    });
  }
  return knownDimension({
    id: 'storage',
    cost,
    value: isElsewhere ? keptByNessie : valueOf(old, share),
    valueDetail: detailOf(context, old?.bytes, share > allowed && waste === 0),
    threshold,
    thresholdSource,
    cause: cost > 0 ? causeOf(context, waste, metadata, schemas) : undefined,
    ailments,
    evidence: {
      ...(old === undefined ? {} : { oldSnapshotBytes: old.bytes }),
      ...(input.oldSnapshotFiles === undefined
        ? {}
        : { oldSnapshotFiles: input.oldSnapshotFiles }),
      liveBytes: live,
      ...(input.metadata.metadataSizeBytes === undefined
        ? {}
        : { metadataFileBytes: input.metadata.metadataSizeBytes }),
      schemas: input.metadata.schemas.length,
      pointsForWaste: Math.round(waste * 10) / 10,
      pointsForMetadata: Math.round(metadata * 10) / 10,
      pointsForSchemas: Math.round(schemas * 10) / 10,
    },
  });
}

/** Costliest first. */
function ailmentsOf(
  waste: number,
  metadata: number,
  schemas: number,
): AilmentId[] {
  const candidates: Array<[AilmentId, number]> = [
    ['storage-waste', waste],
    ['metadata-growth', metadata],
    ['schema-churn', schemas],
  ];
  return candidates
    .filter(([, points]) => points >= 1)
    .sort((a, b) => b[1] - a[1])
    .map(([id]) => id);
}

function valueOf(
  old: { estimated: boolean } | undefined,
  share: number,
): string {
  if (old === undefined) {
    return notComputed;
  }
  if (share === 0) {
    return 'Nothing serves old snapshots only';
  }
  return `${old.estimated ? 'About ' : ''}${formatShare(
    share,
  )} serves old snapshots only`;
}

/** Of data files alone: large delete files would make the waste look small beside them. */
function liveBytes({ files }: JudgeContext): number {
  return Number(files?.dataBytes ?? 0n);
}

function metadataPoints({ input, files }: JudgeContext, live: number): number {
  // Not known where the table is read through Trino: what is not known costs nothing.
  const { metadataSizeBytes = 0 } = input.metadata;
  const metadataBytes =
    metadataSizeBytes + Number(files?.manifests.sizeBytes ?? 0n);
  const perByte = files === undefined ? 0 : metadataBytes / Math.max(1, live);
  const ofShare =
    pointsOn(muchMetadataCurve, metadataBytes) *
    pointsOn(metadataShareCurve, perByte);
  return Math.max(ofShare, pointsOn(metadataFileCurve, metadataSizeBytes));
}

function detailOf(
  { input }: JudgeContext,
  oldBytes: number | undefined,
  isTooLittle: boolean,
): string {
  const { metadataSizeBytes } = input.metadata;
  const parts = [
    metadataSizeBytes === undefined
      ? 'size of the metadata file unknown'
      : `metadata file ${formatBytes(metadataSizeBytes)}`,
  ];
  if (oldBytes !== undefined && oldBytes > 0) {
    const bytes = `${formatBytes(oldBytes)}${
      input.oldSnapshotFiles === undefined
        ? ''
        : ` in ${countOf(input.oldSnapshotFiles, 'file')}`
    }`;
    parts.unshift(
      isTooLittle
        ? `${bytes} (points begin at ${formatBytes(
            muchWasteCurve.knots[0][0],
          )})`
        : bytes,
    );
  }
  if (input.metadata.schemas.length > 1) {
    parts.push(countOf(input.metadata.schemas.length, 'schema'));
  }
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function causeOf(
  context: JudgeContext,
  waste: number,
  metadata: number,
  schemas: number,
): string {
  const { metadata: table } = context.input;
  if (schemas > 0 && schemas >= waste && schemas >= metadata) {
    return `The schema changed ${countOf(
      table.schemas.length - 1,
      'time',
    )}, and each metadata file repeats all ${table.schemas.length} schemas`;
  }
  return waste >= metadata
    ? 'Replaced and deleted files stay until the snapshots that need them expire'
    : `Each commit writes the metadata file${
        table.metadataSizeBytes === undefined
          ? ''
          : ` of ${formatBytes(table.metadataSizeBytes)}`
      } anew`;
}
