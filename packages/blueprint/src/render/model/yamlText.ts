import { Document, visit } from 'yaml';
import { kubectlTypeOf } from '../../lint/source/kubectlScalar';

/**
 * YAML that is read the same by YAML 1.2 and by kubectl, kustomize, Helm, Flux and Argo CD, which read 1.1 in Go's way: a plain
 * `on`, `no` or `y` is a boolean to them, `0o17` and `1_000` are numbers. Such texts are quoted.
 */
export function yamlText(value: unknown): string {
  const document = new Document(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_, scalar) {
      if (
        typeof scalar.value === 'string' &&
        // Lines that begin with a tab are taken for a mistake in a block.
        (kubectlTypeOf(scalar.value) !== undefined ||
          /^ *\t/m.test(scalar.value))
      )
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}
