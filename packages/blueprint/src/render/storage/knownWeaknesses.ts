import type { Lakehouse } from '../../document';
import { IGNORE_ANNOTATION } from '../../lint';

/** What is known to be weak of a choice; the read-me says so, and the linter is told that it is known. */
export interface KnownWeakness {
  text: string;
  /** Rules that would report it. */
  rules: string[];
}

/** Of the object store that was chosen. */
export function knownWeaknesses({ storage }: Lakehouse): KnownWeakness[] {
  const weaknesses: KnownWeakness[] = [];
  if (storage.type === 'minio')
    weaknesses.push({
      text: 'MinIO is no longer maintained: its sources were archived in April 2026, and the last image that was published has known holes (CVE-2025-62506). Move to another store.',
      rules: ['S5'],
    });
  if (storage.type === 'minio' || storage.type === 'rustfs')
    weaknesses.push({
      text: `Trino uses the root key of ${storage.type}: a key of its own can't be made by S3 alone. Make one with the store's own tool, and give it as storage of type s3.`,
      rules: ['S4'],
    });
  return weaknesses;
}

/** The annotation for the objects that those rules are about. */
export function weaknessAnnotations(
  lakehouse: Lakehouse,
): Record<string, string> | undefined {
  const rules = knownWeaknesses(lakehouse).flatMap(weakness => weakness.rules);
  return rules.length > 0
    ? { [IGNORE_ANNOTATION]: rules.join(', ') }
    : undefined;
}
