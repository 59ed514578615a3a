/**
 * A table property, and what it does to this table.
 * @public
 */
export interface PropertyExplanation {
  /** The property's key, or `format-version`. */
  name: string;
  /** Value in force, as it would be written. */
  value: string;
  /** Whether the table sets it, or the specification's default holds. */
  origin: 'set' | 'default';
  verdict: 'good' | 'poor' | 'neutral';
  /** What it does here, a sentence. */
  text: string;
  /** For a poor one: the value that would be right. */
  suggestedValue?: string;
}
