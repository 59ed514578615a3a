import { UnsupportedUnitError } from '@lakehouse-portal/maintenance';
import { quoteIdentifier, quoteLiteral } from '@lakehouse-portal/trino';
import {
  hasTrinoFeature,
  trinoFeatures,
  type TrinoFeatureName,
} from './trinoFeatures';

interface KnownProperty {
  name: string;
  kind: 'boolean' | 'integer' | 'bytes' | 'text';
  feature?: TrinoFeatureName;
}

/** Table properties of Iceberg that Trino has a name of its own for. */
const KNOWN = new Map<string, KnownProperty>([
  [
    'write.metadata.delete-after-commit.enabled',
    {
      name: 'delete_after_commit_enabled',
      kind: 'boolean',
      feature: 'metadataCleanup',
    },
  ],
  [
    'write.metadata.previous-versions-max',
    {
      name: 'max_previous_versions',
      kind: 'integer',
      feature: 'metadataCleanup',
    },
  ],
  [
    'commit.retry.num-retries',
    { name: 'max_commit_retry', kind: 'integer', feature: 'maxCommitRetry' },
  ],
  [
    'write.target-file-size-bytes',
    {
      name: 'target_max_file_size',
      kind: 'bytes',
      feature: 'targetSizeOfTable',
    },
  ],
  ['write.format.default', { name: 'format', kind: 'text' }],
  ['format-version', { name: 'format_version', kind: 'integer' }],
]);

/** Properties, by Iceberg's names, that a release can set. */
export function settableProperties(release: number | undefined): string[] {
  return [...KNOWN]
    .filter(([, { feature }]) => !feature || hasTrinoFeature(release, feature))
    .map(([key]) => key);
}

/**
 * The assignments of `SET PROPERTIES` for properties by Iceberg's names; `null` goes back to the default.
 *
 * @throws UnsupportedUnitError for properties that this release has no name for, and values that don't fit.
 */
export function trinoProperties(
  properties: Record<string, string | null>,
  release: number | undefined,
): string {
  return Object.entries(properties)
    .map(([key, value]) => {
      const known = KNOWN.get(key);
      if (!known) {
        throw new UnsupportedUnitError(
          `Trino has no table property for ${JSON.stringify(
            key,
          )}; set it with Spark or another engine.`,
        );
      }
      if (known.feature && !hasTrinoFeature(release, known.feature)) {
        throw new UnsupportedUnitError(
          `Trino can set ${JSON.stringify(key)} from release ${
            trinoFeatures[known.feature].since
          } on, not with ${release ?? 'this one'}.`,
        );
      }
      return `${quoteIdentifier(known.name)} = ${
        value === null ? 'DEFAULT' : literal(key, value, known.kind)
      }`;
    })
    .join(', ');
}

function literal(
  key: string,
  value: string,
  kind: KnownProperty['kind'],
): string {
  const fits =
    kind === 'text' ||
    (kind === 'boolean' ? /^(true|false)$/ : /^\d{1,15}$/).test(value);
  if (!fits) {
    throw new UnsupportedUnitError(
      `${JSON.stringify(key)} must be a ${kind} value, not ${JSON.stringify(
        value,
      )}.`,
    );
  }
  if (kind === 'bytes') {
    return quoteLiteral(`${value}B`);
  }
  return kind === 'text' ? quoteLiteral(value) : value;
}
