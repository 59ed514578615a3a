import type { LintContext } from '../LintContext';
import type { LintRule } from '../model/LintRule';
import type {
  GeneratedVariable,
  ManifestObject,
} from '../objects/ManifestObject';
import { fieldsOf, listOf, textOf } from '../source/Fields';
import { kindOfFile } from '../trino/kindOfFile';
import { containersOf } from './containersOf';
import { holdsSecret } from './holdsSecret';
import { isSecretEntry } from './isSecretEntry';
import { isLiteralSecret, isSecretName } from './isSecretName';
import { isDefaultRootCredential } from './s4-root-credentials';

/** Keys of a ConfigMap that hold a whole file of properties. */
const FILES = /\.(properties|xml|conf|cfg|ini|env)$/;

/** C1. */
export const secretInPlainText: LintRule = {
  id: 'C1',
  name: 'secret-in-plain-text',
  severity: 'error',
  summary:
    'A password or key in plain text in an environment variable, an argument or a ConfigMap',
  consequence:
    'Everybody who may read the object (or the repository, or the process list) has it.',
  fix: 'A Secret, and valueFrom.secretKeyRef (or a mounted file).',
  source: 'Kubernetes documentation: good practices for Secrets',
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      for (const [name, { entry, value }] of container.env) {
        if (value === undefined) continue;
        const named = isSecretName(name) && isLiteralSecret(value);
        const within = holdsSecret(value);
        if (
          (!named && !within) ||
          isDefaultRootCredential(container, name, value)
        )
          continue;
        yield {
          place: context.places.of(entry, 'value'),
          object: workload.object,
          message: `${name} ${named ? 'is' : 'holds a password'} in plain text`,
        };
      }
      for (const key of ['command', 'args']) {
        const list = listOf(container.value[key]);
        for (const [index, word] of list.entries())
          if (holdsSecret(textOf(word) ?? ''))
            yield {
              place: context.places.of(list, index),
              object: workload.object,
              message: `${key} of container ${container.name} holds a password in plain text`,
            };
      }
    }
    for (const object of context.objectsOf('ConfigMap'))
      for (const { key, value, place } of valuesOf(context, object))
        if (isSecretValue(key, value))
          yield {
            place: place(),
            object,
            message: `${key} is in plain text`,
          };
    for (const file of context.configFiles) {
      if (file.secret || kindOfFile(file) !== undefined) continue;
      if (!FILES.test(file.name)) continue;
      for (const property of file.properties) {
        const { key, value } = property;
        if ((isSecretName(key) && isLiteralSecret(value)) || holdsSecret(value))
          yield {
            place: property.place,
            object: file.object,
            message: `${key} is in plain text`,
          };
      }
    }
  },
};

/** The values of a ConfigMap that are no files: for variables, each of a key. */
function* valuesOf(
  context: LintContext,
  object: ManifestObject,
): Generator<GeneratedVariable> {
  const data = fieldsOf(object.value.data);
  for (const [key, entry] of Object.entries(data)) {
    const value = textOf(entry);
    if (value !== undefined && !FILES.test(key))
      yield { key, value, place: () => context.places.of(data, key) };
  }
  yield* object.variables ?? [];
}

function isSecretValue(key: string, value: string): boolean {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return true;
  const text = value.trim();
  // Of several lines it is a file: of what kind isn't known.
  if (text.includes('\n')) return false;
  return isSecretEntry(key, text) || holdsSecret(text);
}
