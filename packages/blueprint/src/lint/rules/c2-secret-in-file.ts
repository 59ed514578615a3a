import type { LintRule } from '../model/LintRule';
import { isLiteralSecret } from './isSecretName';

/** C2. */
export const secretInFile: LintRule = {
  id: 'C2',
  name: 'secret-in-file',
  severity: 'warning',
  summary: 'A Secret with its values in a file',
  consequence:
    'Base64 hides nothing: whoever has the file or the repository has the values.',
  fix: 'Create the Secret in the cluster (External Secrets, Sealed Secrets, or by hand) and refer to it by name.',
  source: 'Kubernetes documentation: good practices for Secrets',
  *check(context) {
    for (const object of context.objectsOf('Secret')) {
      // In a cluster that's where values belong.
      if (object.live) continue;
      const keys = context
        .configFilesOf(object)
        .filter(({ source }) => isWritten(source.text))
        .map(({ name }) => name);
      for (const { key, value } of object.variables ?? [])
        if (isWritten(value)) keys.push(key);
      if (keys.length === 0) continue;
      yield {
        place: object.generator
          ? context.places.of(object.generator, 'name')
          : context.places.of(
              object.value,
              object.value.stringData === undefined ? 'data' : 'stringData',
            ),
        object,
        message: `The values of ${keys.join(', ')} are in the file`,
      };
    }
  },
};

/** Whether a text is a value, and not a reference or a placeholder for one. */
function isWritten(text: string): boolean {
  return (
    isLiteralSecret(text) &&
    !/^(changeme|replace|example|todo)/i.test(text.trim())
  );
}
