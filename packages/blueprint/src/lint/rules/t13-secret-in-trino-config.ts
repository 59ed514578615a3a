import type { LintRule } from '../model/LintRule';
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
        if (file.secret || file.name.endsWith('.json') || file === node.jvm)
          continue;
        for (const { key, value, place } of file.properties)
          if (isSecretName(key) && isLiteralSecret(value))
            yield {
              place,
              object: file.object,
              message: `${key} is in plain text in ${
                file.object?.kind === 'ConfigMap' ? 'a ConfigMap' : 'the file'
              }`,
              fix: `Write ${key}=\${ENV:${key
                .replace(/[^A-Za-z0-9]+/g, '_')
                .toUpperCase()}} and set that variable from a Secret.`,
            };
      }
  },
};
