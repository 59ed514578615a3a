import type { TableFiles } from './asTrinoSays';

/** What is done to tables in each catalog, with its row in docs/engines.md. */
export const CHANGES = {
  created: 'Version 1: created, inserted into',
  changed: 'Version 2: updated, deleted from, merged into',
  branched: 'Branches and tags',
  optimised: 'Data files and manifests rewritten',
  vectors: 'Version 3: deletion vectors',
} as const;

/** A change by its name. */
export type Change = keyof typeof CHANGES;

/** All, in the order of the page. */
export const CHANGE_NAMES = Object.keys(CHANGES) as Change[];

/** Whether the files of a table show that the change has happened. */
export function hasHappened(
  change: Change,
  { metadata, statistics }: Pick<TableFiles, 'metadata' | 'statistics'>,
): boolean {
  const { formatVersion, refs, snapshots } = metadata;
  switch (change) {
    case 'created':
      return formatVersion === 1;
    case 'changed':
      return formatVersion === 2 && statistics.dataRecords > 0n;
    case 'branched':
      return ['audit', 'v1'].every(name => refs.some(ref => ref.name === name));
    case 'optimised':
      return snapshots.some(({ operation }) => operation === 'replace');
    case 'vectors':
      return formatVersion === 3 && statistics.deletionVectors > 0;
    default:
      return change satisfies never;
  }
}

/** What came of a change. */
export type Outcome =
  /** Rows that the engine then counts in its table. */
  | { rows: number; error?: undefined }
  /** Its refusal. */
  | { error: string };

/** Statements, and what the engine refuses of them: the claim is checked. */
export interface Script {
  statements: string[];
  refusal?: RegExp;
}
