import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import type { SpeedCurves } from '../curves';
import type { TableHistory } from '../history';
import type { FileLayout } from '../layout';
import type { CommitRhythm, HealthInput, HealthPolicy } from '../model';

/** What the dimensions look at. */
export interface JudgeContext {
  input: HealthInput;
  policy: HealthPolicy;
  curves: SpeedCurves;
  history: TableHistory;
  rhythm: CommitRhythm;
  /** Absent: nothing is known about the files. */
  files?: FileStatistics;
  /** Absent: nothing is known about the files. */
  layout?: FileLayout;
}
