import type {
  LakehouseSources,
  SourceCheckEvent,
  TableCommits,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockLakehouse } from './mockLakehouses';
import { ago } from './mockTime';

/** The sources of the mock lakehouse: a catalog that can do most, and its store. */
export function mockSources(): LakehouseSources {
  return {
    scan: mockLakehouse().scan,
    sources: [
      {
        source: 'catalog',
        product: 'Nessie',
        version: '0.99.0',
        components: [{ part: 'Nessie API', version: '2.1.0' }],
        capabilities: [
          { id: 'list-tables', possible: true, note: 'Of main' },
          { id: 'detect-changes', possible: true },
          {
            id: 'snapshot-history',
            possible: false,
            note: 'One snapshot in the metadata: the history is kept by Nessie, in its commits',
          },
          { id: 'commit-history', possible: true },
          { id: 'query', possible: false, note: 'A catalog runs no queries' },
        ],
        describedAt: ago(1, 'min'),
        testable: true,
      },
      {
        source: 'storage',
        product: 'S3-compatible store',
        components: [],
        capabilities: [{ id: 'read-metadata', possible: true }],
        describedAt: ago(1, 'min'),
        testable: true,
      },
    ],
  };
}

/** A test that ends with a refused connection. */
export async function* mockCheck(): AsyncGenerator<SourceCheckEvent> {
  yield {
    type: 'hop',
    hop: 'configuration',
    outcome: 'passed',
    message: 'The catalog is at http://nessie:19120/',
    durationMs: 0,
  };
  yield {
    type: 'hop',
    hop: 'dns',
    outcome: 'passed',
    message: 'nessie is 10.0.0.7',
    durationMs: 2,
  };
  yield {
    type: 'hop',
    hop: 'tcp',
    outcome: 'failed',
    message: '10.0.0.7 refuses connections to port 19120',
    advice: 'Check that Nessie runs, and the port in `uri`.',
    durationMs: 3,
  };
  yield { type: 'end', outcome: 'failed', durationMs: 5 };
}

/** Commits of a table, as many as are asked for, of 120. */
export function mockCommits(limit = 50): TableCommits {
  const total = 120;
  return {
    keptBy: 'Nessie',
    reference: 'main',
    references: [
      { name: 'main', type: 'branch', hash: hashOf(total) },
      { name: 'etl', type: 'branch', hash: hashOf(total - 3) },
      { name: 'v1.0', type: 'tag', hash: hashOf(total - 40) },
    ],
    commits: Array.from({ length: Math.min(limit, total) }, (_, index) => ({
      hash: hashOf(total - index),
      message: index === 3 ? 'Drop late orders' : 'Append orders',
      author: 'etl',
      committedAt: ago(index + 1, 'h'),
      change: 'put' as const,
      snapshotId: String(7_420_192_837_465_510_118n - BigInt(index)),
    })),
    hasMore: limit < total,
    limit,
  };
}

function hashOf(position: number): string {
  return position.toString(16).padStart(4, '0').repeat(16);
}
