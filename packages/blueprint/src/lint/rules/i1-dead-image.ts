import type { LintRule } from '../model/LintRule';
import { containersOf } from './containersOf';

/** Images that are no longer made, and what to use. */
const DEAD: readonly [RegExp, string][] = [
  [
    /^bitnami\//,
    'Bitnami moved its images to bitnamilegacy in 2025, where they get no updates: use the image of the project itself',
  ],
  [
    /^bitnamilegacy\//,
    'bitnamilegacy gets no updates: use the image of the project itself',
  ],
  [
    /^tabulario\/iceberg-rest$/,
    'frozen at Iceberg 1.6.0: Polaris, Lakekeeper or Nessie (apache/iceberg-rest-fixture for tests only)',
  ],
  [/^tabulario\//, 'no longer maintained'],
  [/^prestosql\//, 'renamed to trinodb/trino in 2020'],
  [/^projectnessie\/nessie$/, 'published at ghcr.io/projectnessie/nessie'],
  [/^bde2020\/|^fjardim\//, 'no longer maintained'],
  [/^wurstmeister\/kafka$/, 'no longer maintained: apache/kafka or Strimzi'],
];

/** I1. */
export const deadImage: LintRule = {
  id: 'I1',
  name: 'dead-image',
  severity: 'warning',
  summary: 'An image that nobody maintains any more',
  consequence:
    'No fixes of security holes; the image may be gone at the next pull.',
  fix: 'Use what the message names.',
  source: 'announcements of the projects; bitnami/charts#35164',
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      const { image } = container;
      if (!image || image.registry !== 'docker.io') continue;
      const dead = DEAD.find(([pattern]) => pattern.test(image.repository));
      // The MinIO client of Bitnami is S5's.
      if (dead && !/minio-client$/.test(image.repository))
        yield {
          place: context.places.of(container.value, 'image'),
          object: workload.object,
          message: `${image.text}: ${dead[1]}`,
        };
    }
  },
};
