import type { LintRule } from '../model/LintRule';
import { containersOf } from './containersOf';
import { MINIO_CLIENT, isImage } from './isImage';

/** S5. */
export const minioImage: LintRule = {
  id: 'S5',
  name: 'minio-image',
  severity: 'warning',
  summary: 'An image of MinIO, which is no longer published',
  consequence:
    'MinIO has been source only since October 2025, in maintenance since December, archived since April 2026; its last public images lack the fix of CVE-2025-62506, and ":latest" stays what it is.',
  fix: 'An external store, Rook-Ceph, SeaweedFS or versitygw; if MinIO it must be, an image that you build and pin.',
  source: 'minio#21647 ("source only distribution now"); CVE-2025-62506',
  *check(context) {
    for (const { workload, container } of containersOf(context))
      if (
        isImage(container, /^minio\/minio$/) ||
        isImage(container, MINIO_CLIENT)
      )
        yield {
          place: context.places.of(container.value, 'image'),
          object: workload.object,
          message: `${
            container.image!.text
          } is no longer maintained: MinIO was archived in April 2026${
            /^(latest)?$/.test(container.image!.tag ?? '') &&
            !container.image!.digest
              ? ', and the tag is not pinned'
              : ''
          }`,
        };
  },
};
