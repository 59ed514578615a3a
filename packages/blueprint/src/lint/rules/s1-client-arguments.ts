import type { LintContext } from '../LintContext';
import type { LintRule } from '../model/LintRule';
import type { TextEdit } from '../model/TextEdit';
import { type Fields, listOf, textOf } from '../source/Fields';
import { containersOf } from './containersOf';
import { MINIO_CLIENT, isImage } from './isImage';

/** S1. */
export const clientArguments: LintRule = {
  id: 'S1',
  name: 'client-arguments',
  severity: 'error',
  summary: 'A shell line as args of the mc image',
  consequence:
    'The image\'s entrypoint is mc, so it runs "mc sh -c …": the bucket is never created.',
  fix: 'Write it as command, which replaces the entrypoint (kubectl run: --command -- sh -c).',
  source: 'minio/mc Dockerfile (ENTRYPOINT ["mc"])',
  fixable: true,
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      if (
        !isImage(container, MINIO_CLIENT) ||
        container.value.command !== undefined
      )
        continue;
      const [first] = listOf(container.value.args);
      if (!/^(\/bin\/)?(sh|bash|ash)$/.test(textOf(first) ?? '')) continue;
      const place = context.places.of(container.value, 'args');
      yield {
        place,
        object: workload.object,
        message: `Container ${container.name} runs "mc ${textOf(
          first,
        )} …", for args are handed to the entrypoint`,
        edits: renamed(context, container.value),
      };
    }
  },
};

/** `command` instead of `args`, in the quotes that the key has. */
function renamed(
  context: LintContext,
  container: Fields,
): TextEdit[] | undefined {
  const { key } = context.places.writtenOf(container, 'args');
  return key && /^(["']?)args\1$/.test(key.text)
    ? [
        {
          file: key.file,
          start: key.range[0],
          end: key.range[1],
          text: key.text.replace('args', 'command'),
        },
      ]
    : undefined;
}
