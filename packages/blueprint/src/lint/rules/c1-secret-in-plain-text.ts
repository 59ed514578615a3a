import type { LintRule } from '../model/LintRule';
import { listOf, textOf } from '../source/Fields';
import { kindOfFile } from '../trino/kindOfFile';
import { containersOf } from './containersOf';
import { isLiteralSecret, isSecretName } from './isSecretName';
import { isDefaultRootCredential } from './s4-root-credentials';

const USERINFO = /[a-z]:\/\/[^/\s:@]+:([^/\s@]+)@/i;
const OPTION = /-D?[\w.]*(?:password|secret[-_.]?key|secret\.key)=(\S+)/i;

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
        const within = literalWithin(value);
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
          if (literalWithin(textOf(word) ?? ''))
            yield {
              place: context.places.of(list, index),
              object: workload.object,
              message: `${key} of container ${container.name} holds a password in plain text`,
            };
      }
    }
    for (const file of context.configFiles) {
      if (file.secret || kindOfFile(file) !== undefined) continue;
      if (!/\.(properties|xml|conf|cfg|ini|env)$/.test(file.name)) continue;
      for (const { key, value, place } of file.properties)
        if (
          (isSecretName(key) && isLiteralSecret(value)) ||
          literalWithin(value)
        )
          yield {
            place,
            object: file.object,
            message: `${key} is in plain text`,
          };
    }
  },
};

/** Whether a text has a password inside: of an address, or of a Java option. */
function literalWithin(text: string): boolean {
  const found = USERINFO.exec(text)?.[1] ?? OPTION.exec(text)?.[1];
  return (
    found !== undefined &&
    !/^["']?[$%][({\w]/.test(found) &&
    isLiteralSecret(found)
  );
}
