/**
 * Whether metadata files are only counted, `v3.metadata.json`, as by SeaweedFS' catalog and Hadoop's: a table that is dropped and
 * made anew has the same names again. So has it the same ETags, which Iceberg's own servers make of the location: they tell
 * nothing there.
 *
 * @param location - Of a metadata file, or with what tells two of the same name apart after a `#`.
 */
export function isCounted(location: string): boolean {
  return /\/v\d+(?:\.gz)?\.metadata\.json(?:\.gz)?(?:#[^/]*)?$/.test(location);
}
