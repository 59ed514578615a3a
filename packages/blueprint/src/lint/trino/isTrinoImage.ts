import type { ImageReference } from '../objects/parseImage';

/** Whether an image is a Trino server: the official one, or one that is called so. */
export function isTrinoImage(image: ImageReference | undefined): boolean {
  if (!image) return false;
  const name = image.repository.slice(image.repository.lastIndexOf('/') + 1);
  return (
    /^trino(-server|-core)?$/.test(name) ||
    (/(^|[-_.])trino([-_.]|$)/.test(name) &&
      !/gateway|exporter|cli|operator|proxy|lb|client/.test(name))
  );
}

/** The Trino version that a tag names: `483`, `483-jdk25`, `trino-483`; `undefined` if it names none. */
export function trinoVersionOf(
  image: ImageReference | undefined,
): number | undefined {
  const match = /(?:^|[-_v])(\d{3})(?:$|[-_.+])/.exec(image?.tag ?? '');
  return match ? Number(match[1]) : undefined;
}
