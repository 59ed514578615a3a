import { type LakehouseDocument, parseLakehouse } from '../document';
import type { LintContext } from '../lint/LintContext';
import { fieldsOf, textOf } from '../lint/source/Fields';
import { DOCUMENT_KEY } from '../render/namespace/namespaceComponent';

/**
 * The document that is kept with a lakehouse in the cluster.
 *
 * @returns `undefined` where there is none, or more than one: whose lakehouse is meant can't be known then.
 * @throws InvalidLakehouseError when it can't be read.
 */
export function keptDocument(
  context: LintContext,
): LakehouseDocument | undefined {
  const kept = context.objectsOf('ConfigMap').flatMap(({ value, label }) => {
    const text = textOf(fieldsOf(value.data)[DOCUMENT_KEY]);
    return text === undefined ? [] : [{ text, label }];
  });
  return kept.length === 1
    ? parseLakehouse(kept[0].text, kept[0].label)
    : undefined;
}
