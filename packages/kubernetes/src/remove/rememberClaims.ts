import { PART_OF_LABEL } from '../apply/applySetNames';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import type { SetMember } from './RemovalPlan';

/**
 * Gives the claims of StatefulSets the label of the set, before the StatefulSets go: it would not be known any more whose
 * they are, and a later removal with data would not find them.
 */
export async function rememberClaims(
  client: KubernetesClient,
  stays: readonly SetMember[],
  setId: string,
  fieldManager: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const claims = stays.filter(
    ({ reference }) => reference.kind === 'PersistentVolumeClaim',
  );
  await boundedAll(claims, client.concurrency, async ({ reference, uid }) =>
    client.json({
      method: 'PATCH',
      path: await client.pathOf(reference, signal),
      query: { fieldManager },
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({
        metadata: { uid, labels: { [PART_OF_LABEL]: setId } },
      }),
      signal,
    }),
  );
}
