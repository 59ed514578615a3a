import type { LintRule } from '../model/LintRule';
import { holdsSecret } from './holdsSecret';
import { isLiteralSecret, isSecretName } from './isSecretName';

/** T13. */
export const secretInTrinoConfig: LintRule = {
  id: 'T13',
  name: 'secret-in-trino-config',
  severity: 'error',
  summary: 'A password or key in plain text in Trino configuration',
  consequence:
    'Everyone who may read ConfigMaps (or the repository) has the password or key.',
  fix: 'Put it into a Secret, hand it to the container as an environment variable, and write ${ENV:NAME} in the properties file.',
  source: 'Trino documentation: secrets (environment variables in properties)',
  *check(context) {
    for (const node of context.trino)
      for (const file of node.files) {
        if (file.secret || file.name.endsWith('.json')) continue;
        const where =
          file.object?.kind === 'ConfigMap' ? 'a ConfigMap' : 'the file';
        for (const property of file.properties) {
          const { key, value } = property;
          if (file === node.jvm) {
            if (holdsSecret(`${key}=${value}`))
              yield {
                place: property.place,
                object: file.object,
                message: `${key} is in plain text in ${where}`,
                fix: 'Put the option into a Secret, and hand it to the container as the environment variable JDK_JAVA_OPTIONS.',
              };
          } else if (isSecretName(key) && isLiteralSecret(value))
            yield {
              place: property.place,
              object: file.object,
              message: `${key} is in plain text in ${where}`,
              fix: `Write ${key}=\${ENV:${key
                .replace(/[^A-Za-z0-9]+/g, '_')
                .toUpperCase()}} and set that variable from a Secret.`,
            };
          else if (holdsSecret(value))
            yield {
              place: property.place,
              object: file.object,
              message: `${key} holds a password or key in plain text in ${where}`,
              fix: 'Take it out of the address: as a property of its own (connection-password), or as ${ENV:NAME} in its place, with that variable from a Secret.',
            };
        }
      }
  },
};
