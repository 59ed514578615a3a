import { formatBytes, formatDuration } from '../format';
import { countOf } from '../format/countOf';
import { isForever } from '../policy/foreverMs';
import { clipped, unreadable, wholeNumber } from './metadataRules';
import type {
  PropertyContext,
  PropertyRule,
  PropertyVerdict,
} from './PropertyContext';

const mb = 1024 * 1024;

const codecNames = new Map<string, string>(
  Object.entries({
    uncompressed: 'No compression',
    none: 'No compression',
    snappy: 'Snappy',
    lz4: 'LZ4',
    gzip: 'Gzip',
    brotli: 'Brotli',
  }),
);

/** Rules for data files: size, format, codec, statistics, ways to delete; and retention. */
export const fileRules: PropertyRule[] = [
  {
    name: 'format-version',
    defaultValue: '2',
    shownByDefault: true,
    judge(value, { files }) {
      if (value === '1') {
        return {
          verdict: 'poor',
          text: "Version 1 has no deletes by row and no sequence numbers. Version 2 is read by every engine; the upgrade rewrites no data and can't be undone.",
          suggestedValue: '2',
          finding: {
            points: 3,
            text: 'Format version 1',
            ailment: 'old-format',
          },
        };
      }
      const deleteFiles =
        (files?.positionDeleteFiles ?? 0) + (files?.equalityDeleteFiles ?? 0);
      if (value !== '2') {
        return {
          verdict: 'good',
          text: 'Deletion vectors and row lineage; not every engine reads it yet.',
        };
      }
      return {
        verdict: 'good',
        text:
          deleteFiles > 0
            ? `Version 3 would replace position delete files by deletion vectors (${countOf(
                deleteFiles,
                'delete file',
              )} now), once every engine here can read it.`
            : 'Every engine reads it.',
      };
    },
  },
  {
    name: 'write.target-file-size-bytes',
    defaultValue: String(512 * mb),
    shownByDefault: true,
    judge: judgeTargetSize,
  },
  {
    name: 'write.parquet.compression-codec',
    defaultValue: 'zstd',
    shownByDefault: true,
    judge(value, { files }) {
      const codec = value.trim().toLowerCase();
      if (codec === 'zstd') {
        return {
          verdict: 'good',
          text: 'Smallest files at about the same speed of reading.',
        };
      }
      const today =
        files && files.dataFiles > 0
          ? ` The table has ${formatBytes(files.dataBytes)} now.`
          : '';
      return {
        verdict: 'poor',
        text: `${codecNames.get(codec) ?? `“${clipped(value)}”`} takes about ${
          codec === 'gzip'
            ? 'as much space as zstd and more time to write'
            : 'half as much space again as zstd, or more'
        }; reads hardly notice (measured 1.1× or less).${today}`,
        suggestedValue: 'zstd',
      };
    },
  },
  {
    name: 'write.format.default',
    defaultValue: 'parquet',
    shownByDefault: false,
    judge(value) {
      return value.trim().toLowerCase() === 'parquet'
        ? {
            verdict: 'good',
            text: 'Every engine reads it, with column statistics.',
          }
        : {
            verdict: 'neutral',
            text: `New files are ${clipped(
              value,
            )}: fewer engines read it, and Avro has no column statistics to skip by.`,
          };
    },
  },
  {
    name: 'write.metadata.metrics.default',
    defaultValue: 'truncate(16)',
    shownByDefault: false,
    judge(value) {
      const mode = value.trim().toLowerCase();
      return mode === 'none' || mode === 'counts'
        ? {
            verdict: 'poor',
            text: 'New files get no bounds, so a filter opens each of them. Set it to truncate(16).',
            suggestedValue: 'truncate(16)',
            finding: {
              points: 3,
              text: 'Column statistics are switched off',
              ailment: 'missing-statistics',
            },
          }
        : {
            verdict: 'good',
            text: 'Files carry bounds by which readers skip them.',
          };
    },
  },
  ...['write.delete.mode', 'write.update.mode', 'write.merge.mode'].map(
    (name): PropertyRule => ({
      name,
      defaultValue: 'copy-on-write',
      shownByDefault: name === 'write.delete.mode',
      judge: judgeDeleteMode,
    }),
  ),
  {
    name: 'history.expire.max-snapshot-age-ms',
    defaultValue: '432000000',
    shownByDefault: true,
    judge(value) {
      // Any long: the largest is how people say never.
      if (!/^\d{1,19}$/.test(value.trim())) {
        return unreadableRetention(
          value,
          'a number of milliseconds (9223372036854775807: for good)',
        );
      }
      const age = Number(value);
      return {
        verdict: 'good',
        text: isForever(age)
          ? 'Snapshots are kept for good.'
          : `Expiry, when it runs, lets snapshots go after ${formatDuration(
              age,
            )}.`,
      };
    },
  },
  {
    name: 'history.expire.min-snapshots-to-keep',
    defaultValue: '1',
    shownByDefault: false,
    judge(value) {
      const count = wholeNumber(value);
      return count === undefined || count < 1
        ? unreadableRetention(value, 'a number of snapshots of at least 1')
        : {
            verdict: 'good',
            text: `Expiry always leaves the newest ${countOf(
              count,
              'snapshot',
            )} of a branch.`,
          };
    },
  },
];

/** No value is suggested: how long history has to stay, the owner alone knows. */
function unreadableRetention(value: string, expected: string): PropertyVerdict {
  return {
    verdict: 'poor',
    text: `“${clipped(
      value,
    )}” is not ${expected}. Until the owner sets it, or removes it so that the layer's retention holds, nothing expires.`,
    finding: {
      points: 1,
      text: "The table's own retention is not valid",
      ailment: 'poor-settings',
    },
  };
}

function judgeTargetSize(
  value: string,
  { files }: PropertyContext,
): PropertyVerdict {
  const target = wholeNumber(value);
  if (target === undefined || target < 1) {
    return unreadable(value, String(128 * mb), 'a size in bytes');
  }
  const size = formatBytes(target);
  if (target < 8 * mb) {
    return {
      verdict: 'poor',
      text: `${size}: writers and compaction make small files by design. Set it to 128 MB (134217728) or more.`,
      suggestedValue: String(128 * mb),
      finding: {
        points: 2,
        text: `The target file size is ${size}`,
        ailment: 'poor-settings',
      },
    };
  }
  if (target > 2048 * mb) {
    return {
      verdict: 'poor',
      text: `${size}: a file that large is slow to write and to rewrite. Set it to 512 MB (536870912) or less.`,
      suggestedValue: String(512 * mb),
      finding: {
        points: 1,
        text: `The target file size is ${size}`,
        ailment: 'poor-settings',
      },
    };
  }
  if (!files || files.dataFiles === 0) {
    return { verdict: 'good', text: `${size}.` };
  }
  const mean = Number(files.dataBytes) / files.dataFiles;
  return {
    verdict: 'good',
    text:
      mean < target / 4 && files.dataFiles > 50
        ? `${size}. Files average ${formatBytes(
            mean,
          )} because of how often they are written, not because of this.`
        : `${size}. Files average ${formatBytes(mean)}.`,
  };
}

function judgeDeleteMode(
  value: string,
  { files }: PropertyContext,
): PropertyVerdict {
  if (value.trim().toLowerCase() !== 'merge-on-read') {
    return {
      verdict: 'good',
      text: 'Changes rewrite the files they touch: slower to write, fastest to read.',
    };
  }
  const deleteFiles =
    (files?.positionDeleteFiles ?? 0) +
    (files?.equalityDeleteFiles ?? 0) +
    (files?.deletionVectors ?? 0);
  return {
    verdict: 'good',
    text: `Right for a stream of updates, as long as deletes are folded in${
      deleteFiles > 0
        ? `: ${countOf(deleteFiles, 'delete file')} wait${
            deleteFiles === 1 ? 's' : ''
          } now`
        : ' regularly'
    }.`,
  };
}
