import type {
  HealthDimension,
  TableHealth,
} from '@lakehouse-portal/table-health';
import type {
  TableHealthReport,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockRecommendations } from './mockRecommendations';
import { mockTable } from './mockTables';
import { ago } from './mockTime';

const MB = 1024 ** 2;

function dimension(
  id: HealthDimension['id'],
  group: HealthDimension['group'],
  cost: number,
  value: string,
  threshold: string,
  source: HealthDimension['thresholdSource'],
  more: Partial<HealthDimension> = {},
): HealthDimension {
  return {
    id,
    group,
    state: 'known',
    cost,
    factor: group === 'speed' ? 10 ** (cost / 100) : undefined,
    value,
    threshold,
    thresholdSource: source,
    evidence: {},
    ...more,
  };
}

const MEASURED = { kind: 'measured', label: 'measured' } as const;
const STREAMING = {
  kind: 'policy',
  label: 'policy streaming',
  reference: 'lakehouse.policies.streaming',
} as const;
const DEFAULT = { kind: 'suite-default', label: 'suite default' } as const;

const DIMENSIONS: HealthDimension[] = [
  dimension(
    'file-layout',
    'speed',
    38,
    'A day is 1,623 files, 11 needed',
    'at most 8 times the files needed',
    MEASURED,
    {
      valueDetail: '47,602 of 48,212 are under 8 MB',
      cause:
        'Commits every 60 s since 12 Jul; nothing has compacted them for 29 days',
      evidence: { dataFiles: 48_212, neededFiles: 1_630 },
      partitions: Array.from({ length: 20 }, (_, day) => ({
        partition: `event_day=${ago(day + 4, 'd').slice(0, 10)}`,
        dataFiles: 2_011 - day * 41,
        neededFiles: 12,
        sizeBytes: (2_011 - day * 41) * 1.45 * MB,
        deleteFiles: 0,
      })),
    },
  ),
  dimension(
    'manifests',
    'speed',
    19,
    'A read opens 50, 1 needed',
    'at most 20 too many, on 4 cores',
    MEASURED,
    {
      valueDetail: '1,164 in all, 23 needed',
      cause: 'Manifest merge is off, and nothing has rewritten them',
    },
  ),
  dimension(
    'deletes',
    'speed',
    0,
    'No position or equality deletes',
    'no delete file',
    MEASURED,
  ),
  dimension(
    'order-and-statistics',
    'speed',
    0,
    "A day's filter opens 3 % of the files",
    'at most 25 % of the files',
    MEASURED,
    {
      valueDetail: 'Bounds for 14 of 14 columns',
      cause:
        'Each file holds one minute. Compaction would mix them: it needs a sort order',
    },
  ),
  dimension(
    'snapshots-kept',
    'promise',
    5,
    '42,340, the oldest 29 days old',
    'at most 7 days',
    STREAMING,
    { cause: 'Expiry last ran on 26 Oct' },
  ),
  dimension(
    'maintenance',
    'promise',
    4,
    'Last run 29 days ago',
    'every 24 h',
    STREAMING,
    { cause: 'The scheduled run has failed since 27 Oct: role missing' },
  ),
  dimension(
    'configuration',
    'promise',
    3,
    '2 settings work against you',
    'no finding',
    DEFAULT,
    { cause: 'Metadata cleanup and manifest merge are off' },
  ),
  dimension(
    'freshness',
    'promise',
    0,
    'Last commit 38 s ago',
    'at most 15 min',
    { kind: 'owner', label: "owner's annotation" },
  ),
  dimension(
    'storage',
    'promise',
    0,
    '0.9 % serves old snapshots only',
    'at most 10 %',
    { kind: 'layer', label: 'layer bronze' },
  ),
  dimension(
    'orphan-files',
    'promise',
    0,
    'The warehouse was never listed',
    '0 older than 7 days',
    DEFAULT,
    {
      state: 'unknown',
      howToKnow: 'Scan the lakehouse with listing switched on.',
    },
  ),
];

function health(ref: TableRef): TableHealth {
  const summary = mockTable(ref.schema, ref.table);
  const bad =
    summary?.severity === 'critical' || summary?.severity === 'at-risk';
  const dimensions = bad
    ? DIMENSIONS
    : DIMENSIONS.map(each => ({
        ...each,
        cost: 0,
        factor: each.group === 'speed' ? 1 : undefined,
        cause: undefined,
        partitions: undefined,
      }));
  const cost = (group: 'speed' | 'promise') =>
    dimensions
      .filter(each => each.group === group)
      .reduce((sum, each) => sum + each.cost, 0);
  return {
    score:
      summary?.severity === 'unknown'
        ? undefined
        : Math.max(0, 100 - cost('speed') - cost('promise')),
    scoreIsUpperBound: false,
    severity: summary?.severity ?? 'unknown',
    slowdown: 10 ** (cost('speed') / 100),
    speedCost: cost('speed'),
    promiseCost: cost('promise'),
    lede: bad
      ? {
          headline: 'Reads take about 3.7× as long as they need to.',
          detail:
            'A writer that commits every minute has left 1,623 files in each day, and nothing has compacted them since 26 October.',
        }
      : {
          headline: 'Nothing due.',
          detail: 'Reads are as fast as the table can be.',
        },
    dimensions,
    recommendations: bad ? mockRecommendations : [],
    notes: [
      {
        subject: 'Partition balance',
        text: 'The largest day is 1.4 times the median.',
      },
      { subject: 'Codec', text: 'All files use zstd.' },
    ],
    commitRhythm: {
      workload: 'streaming',
      commitsPerHour: 60,
      lastChangeMs: Date.now() - 38_000,
    },
    reclaimableBytes: 1_900_000_000,
    snapshotId: '7420192837465510118',
    judgedAtMs: Date.now() - 120_000,
  };
}

const BUCKETS = [
  1_212, 5_840, 11_960, 16_870, 9_104, 2_616, 48, 0, 0, 21, 402, 139,
];

/** The health of a table of the mock lakehouse: in trouble, well, or without any data. */
export function mockHealth(ref: TableRef): TableHealthReport | undefined {
  const summary = mockTable(ref.schema, ref.table);
  if (!summary) {
    return undefined;
  }
  const report: TableHealthReport = {
    health: health(ref),
    history: Array.from({ length: 30 }, (_, day) => ({
      at: ago(29 - day, 'd'),
      score: Math.round(84 - day * 1.8),
      slowdown: 1.3 + day * 0.083,
      costs: {
        'file-layout': 10 + day * 0.96,
        manifests: 4 + day * 0.5,
        'snapshots-kept': 5,
        maintenance: 4,
        configuration: 3,
      },
    })),
    files: {
      dataFiles: 48_212,
      dataBytes: 222_600_000_000,
      p10Bytes: 0.4 * MB,
      p50Bytes: 1.4 * MB,
      p90Bytes: 4.1 * MB,
      targetBytes: 256 * MB,
      buckets: BUCKETS.map((count, index) => ({
        minBytes: 128 * 1024 * 2 ** index,
        maxBytes: 256 * 1024 * 2 ** index,
        count,
        sizeBytes: Math.round(count * 1.4 * 128 * 1024 * 2 ** index),
      })),
    },
    partitions: {
      total: 91,
      truncated: false,
      worst: Array.from({ length: 91 }, (_, day) => ({
        partition: `event_day=${ago(day, 'd').slice(0, 10)}`,
        specId: 0,
        start: `${ago(day, 'd').slice(0, 10)}T00:00:00.000Z`,
        dataFiles: day < 29 ? 2_011 - day * 17 : 9,
        neededFiles: day < 29 ? 12 : 9,
        sizeBytes: 2_900_000_000,
        averageFileBytes: day < 29 ? 1_450_000 : 322_000_000,
        records: 41_000_000,
        deleteFiles: 0,
      })),
    },
    scannedAt: ago(2, 'min'),
    scanError: summary.scanError,
  };
  return ref.table === 'brand_new'
    ? { ...report, history: [], files: undefined, partitions: undefined }
    : report;
}
