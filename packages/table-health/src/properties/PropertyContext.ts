import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { AilmentId, CommitRhythm } from '../model';

/** What a judgement of a property looks at. */
export interface PropertyContext {
  metadata: TableMetadata;
  files?: FileStatistics;
  workload: CommitRhythm['workload'];
  /** Different writers that the summaries of recent snapshots name. */
  writers: number;
}

/** What a rule says about a value. */
export interface PropertyVerdict {
  verdict: 'good' | 'poor' | 'neutral';
  text: string;
  suggestedValue?: string;
  /** For a value that costs points by policy. */
  finding?: { points: number; text: string; ailment: AilmentId };
}

/** A property that the suite has an opinion on. */
export interface PropertyRule {
  name: string;
  /** Default of the specification's reference implementation. */
  defaultValue: string;
  /** Shown although nobody set it. */
  shownByDefault: boolean;
  judge(value: string, context: PropertyContext): PropertyVerdict;
}
