import { stringify } from 'yaml';

/**
 * YAML that YAML 1.1 and 1.2 read the same. kubectl, kustomize, Helm, Flux and Argo CD read 1.1, in which a plain `on`, `no`
 * or `y` is a boolean and `1:30` a number: such texts are quoted.
 */
export function yamlText(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    blockQuote: 'literal',
  });
}
