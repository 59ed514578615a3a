import {
  type HealthInput,
  resolvePolicy,
  simulateCompaction,
  simulateExpiry,
  simulateManifestRewrite,
  simulateSortOrder,
} from '@lakehouse-portal/table-health';

/** An operation of maintenance on a table that needs it. */
export interface Cure {
  name: string;
  title: string;
  /** The shape that is cured. */
  shape: string;
  /** Deletes files that other copies of the table need: they have to be written anew. */
  deletes?: boolean;
  /** What Trino is told: each follows `ALTER TABLE` and the name of the table. */
  statements: string[];
  /** The table as the planner expects it afterwards. */
  simulate(input: HealthInput): HealthInput;
}

/** Field id of the column that filters are on. */
const SHIPPED = 2;
const policy = resolvePolicy();
const compacted = (input: HealthInput) => simulateCompaction(input, policy);
const optimize = 'EXECUTE optimize';

/** One for each operation. */
export const CURES: Cure[] = [
  {
    name: 'compaction',
    title: 'compaction of 1,000 files',
    shape: 'f1000',
    statements: [optimize],
    simulate: compacted,
  },
  {
    name: 'manifests',
    title: 'manifests rewritten, 100 of them',
    shape: 'mf100',
    statements: ['EXECUTE optimize_manifests'],
    simulate: simulateManifestRewrite,
  },
  {
    name: 'position_deletes',
    title: 'position deletes folded in, 1,000 files',
    shape: 'pdm1000',
    statements: [optimize],
    simulate: compacted,
  },
  {
    name: 'equality_deletes',
    title: 'equality deletes folded in, 30 %',
    shape: 'ed30',
    statements: [optimize],
    simulate: compacted,
  },
  {
    name: 'sorted_rewrite',
    title: 'sorted rewrite of 1,000 files in random order',
    shape: 'f1000_unsorted',
    statements: [`SET PROPERTIES sorted_by = ARRAY['shipped']`, optimize],
    simulate: input => compacted(simulateSortOrder(input, SHIPPED)),
  },
  {
    name: 'expiry',
    title: '1,999 of 2,000 snapshots expired',
    shape: 'sn2000',
    deletes: true,
    statements: [`EXECUTE expire_snapshots(retention_threshold => '0s')`],
    simulate: input =>
      simulateExpiry(input, input.metadata.snapshots.slice(0, -1)),
  },
];
