import type { LakehouseDocument } from '../document';
import { checkLakehouse } from '../document/checkLakehouse';
import { lakehouseSchema } from '../document/schema/lakehouseSchema';

/**
 * A document of these parts; `undefined` where they contradict each other.
 *
 * @throws ZodError where a part is wrong by itself: nothing would be said about it.
 */
export function lakehouseOf(
  spec: object,
  metadata: object = { name: 'lake' },
): LakehouseDocument | undefined {
  const document: LakehouseDocument = lakehouseSchema.parse({
    apiVersion: 'lakehouse-portal.io/v1alpha1',
    kind: 'Lakehouse',
    metadata,
    spec: { owner: 'group:default/data', ...spec },
  });
  return checkLakehouse(document).length === 0 ? document : undefined;
}
