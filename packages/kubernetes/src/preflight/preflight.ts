import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import type { KubernetesObject } from '../model';
import { type NeededRight, resourceName } from './NeededRight';
import { neededRights } from './neededRights';
import type { PreflightOptions } from './PreflightOptions';
import type { MissingRight, PreflightReport } from './PreflightReport';

/**
 * Asks the API server whether who asks may do exactly what is needed (SelfSubjectAccessReview), each right once for a
 * resource and namespace; and where not in general, for each object by its name.
 *
 * @throws What concerns the whole cluster; ForbiddenError where one may not even ask.
 */
export async function preflight(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  options: PreflightOptions = {},
): Promise<PreflightReport> {
  const { signal } = options;
  const { rights, unknownKinds } = await neededRights(client, objects, options);
  const denied = await boundedAll(rights, client.concurrency, async right => ({
    right,
    names: (await isAllowed(client, right, undefined, signal))
      ? undefined
      : await deniedNames(client, right, signal),
  }));
  const missing = combined(
    denied.flatMap(({ right, names }) => (names ? [{ right, names }] : [])),
  );
  return {
    allowed:
      missing.every(({ isOptional }) => isOptional) &&
      unknownKinds.length === 0,
    ...{ missing, unknownKinds, checked: rights.length },
  };
}

/** A role may name objects (`resourceNames`); creating can't be allowed by name. Undefined where all are allowed. */
async function deniedNames(
  client: KubernetesClient,
  right: NeededRight,
  signal: AbortSignal | undefined,
): Promise<string[] | undefined> {
  const names = [...right.objects.keys()];
  if (right.verb === 'create' || right.verb === 'list' || names.length === 0)
    return names;
  const allowed = await boundedAll(names, client.concurrency, name =>
    isAllowed(client, right, name, signal),
  );
  const left = names.filter((_, i) => !allowed[i]);
  return left.length > 0 ? left : undefined;
}

async function isAllowed(
  client: KubernetesClient,
  right: NeededRight,
  name: string | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { verb, group, resource, subresource, namespace } = right;
  const { status } = await client.json<{ status?: { allowed?: boolean } }>({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: JSON.stringify({
      ...{ apiVersion: 'authorization.k8s.io/v1' },
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          ...{ verb, group, resource, subresource, namespace, name },
        },
      },
    }),
    signal,
  });
  return status?.allowed === true;
}

/** Verbs that the same objects lack are one line. */
function combined(
  denied: readonly { right: NeededRight; names: readonly string[] }[],
): MissingRight[] {
  const lines = new Map<string, MissingRight>();
  for (const { right, names } of denied) {
    const { namespace, isOptional, verb } = right;
    const resource = resourceName(right);
    const objects = names.map(name => right.objects.get(name)!);
    const key = JSON.stringify([resource, namespace, objects]);
    const verbs = [...(lines.get(key)?.verbs ?? []), verb];
    const where =
      namespace === undefined
        ? 'in the cluster'
        : `in namespace "${namespace}"`;
    lines.set(key, {
      ...{ verbs, resource, objects, isOptional },
      ...(namespace !== undefined && { namespace }),
      message: `May not ${listed(verbs)} ${resource} ${where}`,
    });
  }
  return [...lines.values()];
}

function listed(verbs: readonly string[]): string {
  return verbs.length < 2
    ? verbs.join()
    : `${verbs.slice(0, -1).join(', ')} or ${verbs[verbs.length - 1]}`;
}
