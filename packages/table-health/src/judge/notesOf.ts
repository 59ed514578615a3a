import type { JudgeContext } from '../dimensions/JudgeContext';
import { formatBytes, formatCount, formatShare } from '../format';
import { countOf } from '../format/countOf';
import { isGarbageCollectionEnabled } from '../history';
import { sortColumns } from '../layout';
import type { HealthNote } from '../model';
import { clipped } from '../properties/metadataRules';
import { partitionBalance } from './partitionBalance';

/** Snapshots and metadata files up to here were measured, and slowed no query. */
const measured = { snapshots: 2000, metadataFileBytes: 1.7 * 1024 * 1024 };
const manySnapshots = 100;

/** Facts that are worth knowing and cost nothing. */
export function notesOf(context: JudgeContext): HealthNote[] {
  return [
    partitionBalance(context),
    codec(context),
    snapshots(context),
    fileFormats(context),
    partitionEvolution(context),
    declaredOrder(context),
    garbageCollection(context),
    ...(context.policy.problems ?? []).map(({ message }) => ({
      subject: 'Policy',
      text: message,
    })),
    damage(context),
  ].filter(note => note !== undefined);
}

function codec({ input }: JudgeContext): HealthNote | undefined {
  const value = input.metadata.properties['write.parquet.compression-codec'];
  if (value === undefined || value.trim().toLowerCase() === 'zstd') {
    return {
      subject: 'Codec',
      text:
        value === undefined ? 'zstd, the default of current writers.' : 'zstd.',
    };
  }
  return {
    subject: 'Codec',
    ailment: 'codec',
    text: `New files are written with ${clipped(
      value,
    )}: they take more space than with zstd. Costs no points: reads were measured 1.1× or less.`,
  };
}

function snapshots({ input }: JudgeContext): HealthNote | undefined {
  const { snapshots: all, metadataSizeBytes } = input.metadata;
  if (all.length < manySnapshots) {
    return undefined;
  }
  const beyond =
    all.length > measured.snapshots ||
    (metadataSizeBytes ?? 0) > measured.metadataFileBytes;
  return {
    subject: 'Number of snapshots',
    text: beyond
      ? `${countOf(all.length, 'snapshot')} in a metadata file of ${
          metadataSizeBytes === undefined
            ? 'unknown size'
            : formatBytes(metadataSizeBytes)
        }: more than was measured (2,000 snapshots, 1.7 MB slowed no query).`
      : `${countOf(
          all.length,
          'snapshot',
        )}. Costs no speed: 2,000 were measured and slowed no query.`,
  };
}

function fileFormats({ files }: JudgeContext): HealthNote | undefined {
  const others = Object.entries(files?.fileFormats ?? {}).filter(
    ([format]) => format !== 'parquet',
  );
  return others.length === 0
    ? undefined
    : {
        subject: 'File format',
        text: `${others
          .map(([format, count]) => `${countOf(count, 'file')} in ${format}`)
          .join(', ')}: fewer engines read them well.`,
      };
}

function partitionEvolution({
  files,
  input,
}: JudgeContext): HealthNote | undefined {
  if (
    !files ||
    input.metadata.defaultSpecId === undefined ||
    // Read through Trino: then no file is known to follow an older one either.
    input.metadata.warnings.some(({ code }) => code === 'current-files-unknown')
  ) {
    return undefined;
  }
  let old = 0;
  for (const [spec, count] of Object.entries(files.filesBySpec)) {
    old += Number(spec) === input.metadata.defaultSpecId ? 0 : count;
  }
  return old === 0
    ? undefined
    : {
        subject: 'Partitioning',
        text: `${formatCount(old)} of ${countOf(
          files.dataFiles,
          'file',
        )} still follow an older partition spec; compaction moves them to the current one.`,
      };
}

/** A declared order that the files don't show, on a table that another column keeps fast. */
function declaredOrder({ files, input }: JudgeContext): HealthNote | undefined {
  const [first] = sortColumns(input.metadata);
  const clustering = files?.clustering.find(({ column }) => column === first);
  if (
    !files ||
    !clustering ||
    files.dataFiles < 10 ||
    clustering.filesPerPoint <= 0.5
  ) {
    return undefined;
  }
  return {
    subject: 'Sort order',
    text: `Declared by ${first}, yet a filter on it opens ${formatShare(
      clustering.filesPerPoint,
    )} of the files. Compaction with sorting restores it.`,
  };
}

function garbageCollection({ input }: JudgeContext): HealthNote | undefined {
  const { properties } = input.metadata;
  return !isGarbageCollectionEnabled(properties)
    ? {
        subject: 'History',
        text: `gc.enabled is ${clipped(
          properties['gc.enabled'],
        )}: snapshots can't be expired here, and history may be kept elsewhere (Nessie keeps it in its commit log).`,
      }
    : undefined;
}

function damage({ input }: JudgeContext): HealthNote | undefined {
  const { files } = input;
  if (!files?.incomplete) {
    return undefined;
  }
  const [first] = [...files.warnings, ...input.metadata.warnings];
  return {
    subject: 'Damage',
    text: `Part of the manifests could not be read: counts are lower bounds.${
      first ? ` ${first.message}` : ''
    }`,
  };
}
