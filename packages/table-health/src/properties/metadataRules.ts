import { countOf } from '../format/countOf';
import { isGarbageCollectionEnabled } from '../history';
import type { PropertyRule } from './PropertyContext';

/** From so many listed files on, metadata that nobody removes costs points: before, there is little to remove. */
const listedMetadataFiles = 20;

/** Rules for metadata files, commits and manifests. */
export const metadataRules: PropertyRule[] = [
  {
    name: 'write.metadata.delete-after-commit.enabled',
    defaultValue: 'false',
    shownByDefault: true,
    judge(value, { metadata }) {
      const max =
        wholeNumber(
          metadata.properties['write.metadata.previous-versions-max'] ?? '',
        ) ?? 100;
      if (isTrue(value)) {
        return {
          verdict: 'good',
          text: `Old metadata files go with each commit; the newest ${max} stay.`,
        };
      }
      const listed = metadata.metadataLog.length;
      const kept =
        listed === 0
          ? 'Each commit leaves its metadata file behind for good.'
          : `${listed >= max ? 'More than ' : ''}${countOf(
              listed,
              'old metadata file',
            )} ${listed === 1 ? 'is' : 'are'} kept for ever.`;
      return {
        verdict: 'poor',
        text: `${kept} Set it to true: the newest ${max} stay.`,
        suggestedValue: 'true',
        finding:
          listed >= listedMetadataFiles
            ? {
                points: 2,
                text: 'Metadata cleanup is off',
                ailment: 'metadata-cleanup-off',
              }
            : undefined,
      };
    },
  },
  {
    name: 'write.metadata.previous-versions-max',
    defaultValue: '100',
    shownByDefault: false,
    judge(value) {
      const max = wholeNumber(value);
      if (max === undefined || max < 1) {
        return unreadable(
          value,
          '100',
          'a number of old metadata files to keep',
        );
      }
      if (max > 1000) {
        return {
          verdict: 'poor',
          text: `Each metadata file lists up to ${value} older ones, and all of them are kept. 100 are enough to look back.`,
          suggestedValue: '100',
          finding: {
            points: 1,
            text: `${value} old metadata files are kept`,
            ailment: 'poor-settings',
          },
        };
      }
      return {
        verdict: 'good',
        text: `The newest ${countOf(
          max,
          'old metadata file',
        )} can be looked back at.`,
      };
    },
  },
  {
    name: 'commit.retry.num-retries',
    defaultValue: '4',
    shownByDefault: true,
    judge(value, { writers, workload }) {
      const retries = wholeNumber(value);
      if (retries === undefined) {
        return unreadable(value, '4', 'a number of retries');
      }
      const contended = writers > 1 || workload === 'streaming';
      if (retries < 2) {
        return {
          verdict: 'poor',
          text: `A commit that meets another gives up after ${
            retries === 0 ? 'the first try' : '1 retry'
          }. Set it to ${contended ? 10 : 4}.`,
          suggestedValue: contended ? '10' : '4',
          finding: {
            points: 1,
            text: 'Commits give up too early',
            ailment: 'poor-settings',
          },
        };
      }
      if (writers > 1 && workload === 'streaming' && retries <= 4) {
        return {
          verdict: 'poor',
          text: `${writers} writers commit often, and one that meets another gives up after ${retries} retries. Set it to 10.`,
          suggestedValue: '10',
          finding: {
            points: 1,
            text: `${retries} retries are few for ${writers} busy writers`,
            ailment: 'poor-settings',
          },
        };
      }
      return {
        verdict: 'good',
        text: `A commit that meets another tries ${retries} more times; enough for ${
          writers > 1 ? `${writers} writers` : 'one writer'
        } at this pace.`,
      };
    },
  },
  {
    name: 'commit.manifest-merge.enabled',
    defaultValue: 'true',
    shownByDefault: false,
    judge(value, { files, workload }) {
      if (isTrue(value)) {
        return {
          verdict: 'good',
          text: 'Writers merge small manifests as they commit.',
        };
      }
      const manifests =
        (files?.manifests.data ?? 0) + (files?.manifests.deletes ?? 0);
      const hurts = workload === 'streaming' || manifests > 20;
      return {
        verdict: hurts ? 'poor' : 'neutral',
        text: hurts
          ? `Each commit adds a manifest and none is merged${
              manifests > 0 ? `: ${countOf(manifests, 'manifest')} by now` : ''
            }. Set it to true.`
          : 'Manifests are not merged at commits: right where maintenance rewrites them.',
        suggestedValue: hurts ? 'true' : undefined,
        finding: hurts
          ? {
              points: 2,
              text: 'Manifest merge is off',
              ailment: 'poor-settings',
            }
          : undefined,
      };
    },
  },
  {
    name: 'commit.manifest.min-count-to-merge',
    defaultValue: '100',
    shownByDefault: false,
    judge(value) {
      const count = wholeNumber(value);
      if (count === undefined || count < 1) {
        return unreadable(value, '100', 'a number of manifests');
      }
      if (count > 500) {
        return {
          verdict: 'poor',
          text: `Writers merge manifests only from ${value} on; planning a query opens each until then. Set it to 100 or less.`,
          suggestedValue: '100',
          finding: {
            points: 1,
            text: 'Manifests are merged too late',
            ailment: 'poor-settings',
          },
        };
      }
      return {
        verdict: 'good',
        text: `Writers merge manifests from ${value} on.`,
      };
    },
  },
  {
    name: 'gc.enabled',
    defaultValue: 'true',
    shownByDefault: false,
    judge(value) {
      return isGarbageCollectionEnabled({ 'gc.enabled': value })
        ? {
            verdict: 'good',
            text: 'Expiring snapshots may remove their files.',
          }
        : {
            verdict: 'neutral',
            text: "Snapshots can't be expired and orphan files not removed here: another service or table owns these files (Nessie sets it).",
          };
    },
  },
];

export function isTrue(value: string): boolean {
  return value.trim().toLowerCase() === 'true';
}

export function wholeNumber(value: string): number | undefined {
  return /^\d{1,15}$/.test(value.trim()) ? Number(value.trim()) : undefined;
}

export function unreadable(
  value: string,
  suggestedValue: string,
  expected: string,
) {
  return {
    verdict: 'poor' as const,
    text: `“${clipped(
      value,
    )}” is not ${expected}. Set it to ${suggestedValue}.`,
    suggestedValue,
    finding: {
      points: 1,
      text: 'A setting is not valid',
      ailment: 'poor-settings' as const,
    },
  };
}

/** A value as a sentence may have it. */
export function clipped(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
