/**
 * Path on the local disk of a location as the catalog writes it. Nothing is percent-decoded, as
 * in Hadoop and PyIceberg. For display; what is read is checked by `LocalFileIO`.
 */
export function localPathOf(location: string): string {
  return location.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/, '');
}
