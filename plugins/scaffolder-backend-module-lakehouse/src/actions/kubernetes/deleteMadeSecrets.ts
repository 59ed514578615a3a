import {
  type Lakehouse,
  rotationValuesName,
  secretsMadeByJob,
} from '@lakehouse-portal/blueprint';
import {
  type KubernetesClient,
  NotFoundError,
} from '@lakehouse-portal/kubernetes';

/**
 * Ids of the Secrets that a lakehouse makes for itself in the cluster. No apply has made them, so that no removal knows them;
 * and they are never read, since the portal has no business with their values.
 */
export function madeSecretIds(lakehouse: Lakehouse): string[] {
  return secretsMadeByJob(lakehouse).map(
    name => `Secret/${lakehouse.namespace}/${name}`,
  );
}

/**
 * Deletes those Secrets, by name.
 *
 * @returns Ids of those that were there.
 */
export async function deleteMadeSecrets(
  client: Pick<KubernetesClient, 'json'>,
  lakehouse: Lakehouse,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const deleted: string[] = [];
  // A rotation that was never finished has left one more.
  const values = `Secret/${lakehouse.namespace}/${rotationValuesName(
    lakehouse,
  )}`;
  for (const id of [...madeSecretIds(lakehouse), values]) {
    const [, namespace, name] = id.split('/');
    try {
      await client.json({
        method: 'DELETE',
        path: `/api/v1/namespaces/${namespace}/secrets/${name}`,
        signal,
      });
      deleted.push(id);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  return deleted;
}
