import type { Lakehouse } from '../../document';
import { EXTERNAL_ANNOTATION } from '../../lint';
import { contentHash } from '../model/contentHash';
import { labelsOf, metadataOf, type Part } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { podSpec, type PodInput } from './podSpec';

/**
 * A Job that can run twice. Its template can't be changed once it is there, therefore its name ends with a hash of what it
 * does: a changed one is another Job.
 */
export function jobOf(
  lakehouse: Lakehouse,
  part: Part,
  input: PodInput & { reads?: unknown; external?: string },
): RenderedObject {
  const { reads, external, ...pod } = input;
  const spec = podSpec(lakehouse, {
    ...pod,
    more: { restartPolicy: 'OnFailure', ...pod.more },
  });
  const hash = contentHash(spec, reads).slice(0, 8);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(
      lakehouse,
      `${part}-${hash}`,
      part,
      external ? { [EXTERNAL_ANNOTATION]: external } : undefined,
    ),
    spec: {
      backoffLimit: 10,
      activeDeadlineSeconds: 1800,
      template: {
        metadata: { labels: labelsOf(lakehouse, part) },
        spec,
      },
    },
  };
}
