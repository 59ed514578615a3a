/**
 * A table property, and what it does for this table.
 * @public
 */
export interface PropertyExplanation {
  key: string;
  /** Value as set, or the format's default. */
  value: string;
  origin: 'set' | 'default';
  /** `poor` settings cost storage, commits or speed; `neutral` ones are only listed. */
  verdict: 'good' | 'poor' | 'neutral';
  /** A sentence: what it does here, and what would be better. Absent for neutral ones without a comment. */
  explanation?: string;
  /** What to set instead, for poor ones. */
  suggestedValue?: string;
}
