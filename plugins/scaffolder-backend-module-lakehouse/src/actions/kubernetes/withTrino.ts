import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { trinoEndpoint } from '@lakehouse-portal/blueprint';
import { preflight } from '@lakehouse-portal/kubernetes';
import { neededForward } from '@lakehouse-portal/prove';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { TrinoClient } from '@lakehouse-portal/trino';
import type { ClusterTarget } from './ClusterContext';
import { reachTrino, type TrinoInput } from './reachTrino';
import { requireRights } from './requireRights';

/** What an action does with the Trino of a lakehouse. */
export interface TrinoWork {
  kubernetes: Pick<KubernetesAccess, 'addressOf' | 'transportTo'>;
  target: ClusterTarget;
  /** undefined: by what the cluster says. */
  input: TrinoInput | undefined;
}

/**
 * Has an action ask the Trino of a lakehouse; whatever comes of it, nothing stays open.
 *
 * @param work - Is not called in a dry run.
 * @throws NotAllowedError with the rights that are missing, before anything is done; what `reachTrino` and `work` throw.
 */
export async function withTrino(
  ctx: Pick<
    ActionContext<JsonObject, JsonObject>,
    'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'signal'
  >,
  { kubernetes, target, input }: TrinoWork,
  work: (trino: TrinoClient) => Promise<void>,
): Promise<void> {
  const { client, cluster, rendered } = target;
  const { lakehouse } = rendered;
  const { signal } = ctx;
  const forward =
    input?.url === undefined
      ? neededForward(trinoEndpoint(lakehouse), {
          hasLogin: input?.password !== undefined,
        })
      : undefined;
  if (forward)
    requireRights(
      await preflight(client, [], { purposes: [], forward, signal }),
      cluster,
    );
  if (ctx.isDryRun) return;
  const reached = await reachTrino(
    {
      ...{ kubernetes, cluster, client, lakehouse, signal },
      credentials: await ctx.getInitiatorCredentials(),
      onError: error => ctx.logger.warn(error.message),
    },
    input,
  );
  try {
    const trino = TrinoClient.create(reached.options);
    try {
      await work(trino);
    } finally {
      trino.close();
    }
  } finally {
    await reached.close();
  }
}
