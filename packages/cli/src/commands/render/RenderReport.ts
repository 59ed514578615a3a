import type {
  LintResult,
  RenderedLakehouse,
} from '@lakehouse-portal/blueprint';
import type { FileChange } from './folder/planFolder';

/** What a render says besides what it renders. */
export interface RenderReport {
  rendered: RenderedLakehouse;
  lint: LintResult;
  /** Where a folder was named. */
  folder?: { path: string; changes: FileChange[]; isCheck: boolean };
}
