import type { LintRule } from '../model/LintRule';
import { containersOf } from './containersOf';
import { MINIO_CLIENT, isImage } from './isImage';

/** I2. */
export const floatingImage: LintRule = {
  id: 'I2',
  name: 'floating-image',
  severity: 'warning',
  summary: 'An image without a tag, or with one that moves',
  consequence:
    'Two pods of one Deployment can run different versions, and a restart is an upgrade that nobody decided on.',
  fix: 'Name a version, or a digest.',
  source:
    'Kubernetes documentation: images ("avoid the :latest tag in production")',
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      const { image } = container;
      if (!image || image.digest !== undefined || image.text.includes('$'))
        continue;
      if (
        isImage(container, MINIO_CLIENT) ||
        isImage(container, /^minio\/minio$/)
      )
        continue; // S5's
      if (
        image.tag !== undefined &&
        !/^(latest|stable|main|master|edge|nightly|dev|snapshot)$/i.test(
          image.tag,
        )
      )
        continue;
      yield {
        place: context.places.of(container.value, 'image'),
        object: workload.object,
        message: `${image.text} ${
          image.tag === undefined ? 'has no tag, which means latest' : 'moves'
        }`,
      };
    }
  },
};
