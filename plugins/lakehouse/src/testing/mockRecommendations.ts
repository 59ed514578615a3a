import type { Recommendation } from '@lakehouse-portal/table-health';

/** What to do about bronze.click_events, in this order. */
export const mockRecommendations: Recommendation[] = [
  {
    id: 'set-properties',
    finding: 'Each commit leaves a metadata file behind for good',
    detail:
      'write.metadata.delete-after-commit.enabled is off, manifests are never merged: 42,338 old files, about 66 GB, in 29 days.',
    action: 'Set 2 properties',
    actionDetail: 'keeps the newest 100',
    dimensions: ['configuration'],
    group: 'promise',
    scoreBefore: 31,
    scoreAfter: 34,
    destructive: false,
    properties: {
      'write.metadata.delete-after-commit.enabled': 'true',
      'commit.manifest-merge.enabled': 'true',
    },
    statements: {
      trino:
        "ALTER TABLE retail.bronze.click_events SET PROPERTIES extra_properties = MAP(ARRAY['commit.manifest-merge.enabled'], ARRAY['true'])",
    },
  },
  {
    id: 'compact',
    finding: '1,623 files in each day slow every scan',
    detail:
      '11 would do; lookups hardly notice. 29 closed days are affected, today is left alone while it is written.',
    action: 'Compact 29 days, sorted',
    actionDetail: 'rewrites 75.0 GB, 47,070 → 319 files',
    dimensions: ['file-layout'],
    group: 'speed',
    scoreBefore: 34,
    scoreAfter: 72,
    slowdownBefore: 3.7,
    slowdownAfter: 1.5,
    destructive: false,
    statements: {
      trino: 'ALTER TABLE retail.bronze.click_events EXECUTE optimize',
    },
  },
  {
    id: 'rewrite-manifests',
    finding: '1,164 manifests where 23 would do',
    detail:
      "Planning a query waits for each one that it opens, and the metadata cache doesn't help. No data is rewritten.",
    action: 'Rewrite manifests',
    actionDetail: '1,164 → 23, 212 MB',
    dimensions: ['manifests'],
    group: 'speed',
    scoreBefore: 72,
    scoreAfter: 91,
    slowdownBefore: 1.5,
    slowdownAfter: 1,
    destructive: false,
  },
  {
    id: 'expire-snapshots',
    finding: 'Deleted rows stay readable for 29 days, the policy promises 7',
    detail:
      'Not a matter of speed. 42,340 snapshots keep 1.9 GB and old rows alive.',
    action: 'Expire snapshots over 7 days',
    actionDetail: '32,259 go for good; tag campaign-start stays',
    dimensions: ['snapshots-kept', 'storage'],
    group: 'promise',
    scoreBefore: 91,
    scoreAfter: 96,
    destructive: true,
  },
  {
    id: 'slower-commits',
    finding: 'Stop the cause: let the writer commit every 5 minutes',
    detail: 'flink-clicks commits every 60 s, while readers look every 15 min.',
    action: 'Advice for the owner',
    actionDetail: 'Nothing that maintenance can do',
    dimensions: ['file-layout'],
    group: 'advice',
    destructive: false,
  },
];
