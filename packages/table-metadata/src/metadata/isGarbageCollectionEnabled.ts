/**
 * Whether files of a table may be removed, as Iceberg reads the property `gc.enabled`: where it is absent, or `true` in capitals
 * or small letters. All else forbids it: `false`, but also `no`, `0` or `true` with a space.
 *
 * @see https://iceberg.apache.org/docs/latest/configuration/#reserved-table-properties
 * @public
 */
export function isGarbageCollectionEnabled(
  properties: Readonly<Record<string, string>>,
): boolean {
  return (properties['gc.enabled'] ?? 'true').toLowerCase() === 'true';
}
