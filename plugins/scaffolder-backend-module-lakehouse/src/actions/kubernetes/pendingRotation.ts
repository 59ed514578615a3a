import { ROTATION_LABEL } from '@lakehouse-portal/blueprint';
import type {
  KubernetesClient,
  LiveObject,
  ObjectSet,
} from '@lakehouse-portal/kubernetes';

/** A rotation that has begun, and has not ended. */
export interface PendingRotation {
  id: string;
  /** Whether its Job has given up. */
  hasFailed: boolean;
}

interface Job extends LiveObject {
  status?: { conditions?: { type: string; status: string }[] };
}

/** The rotation of a lakehouse that was interrupted: its Job is removed only when all is done. */
export async function pendingRotation(
  client: KubernetesClient,
  { name, namespace }: ObjectSet,
  signal?: AbortSignal,
): Promise<PendingRotation | undefined> {
  const jobs: Job[] = await client.list(
    await client.resourceOf('batch/v1', 'Job', signal),
    {
      ...{ namespace, signal },
      labelSelector: `${ROTATION_LABEL},app.kubernetes.io/instance=${name}`,
    },
  );
  const [job] = jobs;
  const id = job?.metadata.labels?.[ROTATION_LABEL];
  if (!id) return undefined;
  return {
    id,
    hasFailed:
      job.status?.conditions?.some(
        ({ type, status }) => type === 'Failed' && status === 'True',
      ) ?? false,
  };
}
