import type { DimensionId } from './HealthDimension';

/**
 * What to do about a finding. A recommendation is advice: it does not run anything.
 * @public
 */
export interface Recommendation {
  id:
    | 'compact'
    | 'fold-deletes'
    | 'rewrite-manifests'
    | 'expire-snapshots'
    | 'coarser-partitions'
    | 'set-sort-order'
    | 'collect-statistics'
    | 'set-properties'
    | 'upgrade-format'
    | 'check-writer'
    | 'slower-commits'
    | 'remove-orphan-files'
    | 'evolve-schema';
  /** The finding in a sentence. */
  finding: string;
  /** It says how long ago something was, as of `judgedAtMs` of the verdict. */
  hasAges?: boolean;
  detail?: string;
  /** The deed, in two or three words: "Compact 29 partitions". */
  action: string;
  actionDetail?: string;
  /** Dimensions that improve. */
  dimensions: DimensionId[];
  group: 'speed' | 'promise' | 'advice';
  /** Score before and, by prediction, after this step, when the steps above are done. */
  scoreBefore?: number;
  scoreAfter?: number;
  slowdownBefore?: number;
  slowdownAfter?: number;
  /** True when data, files or history go away for good. */
  destructive: boolean;
  /** Properties for `set-properties`. */
  properties?: Record<string, string>;
  /** Statements per engine that do it, for example `{ trino: 'ALTER TABLE …' }`. */
  statements?: Record<string, string>;
}
