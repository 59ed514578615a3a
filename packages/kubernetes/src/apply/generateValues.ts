import { type KubernetesObject, type LiveObject, referenceOf } from '../model';
import type { ApplyContext } from './applyObject';
import { missingKeys } from './generatedKeys';
import { randomText } from './randomText';

/**
 * Makes up the values of a Secret that it does not have yet, in the cluster. They are another manager's, so that applying
 * the Secret without them leaves them alone; they leave this function only towards the API server.
 *
 * @returns The keys for which there are values now.
 * @throws ConcurrentChangeError where somebody else did the same at the same time: look again.
 */
export async function generateValues(
  object: KubernetesObject,
  live: LiveObject | undefined,
  context: ApplyContext,
): Promise<readonly string[]> {
  const keys = missingKeys(object, live);
  if (keys.length === 0) return [];
  const { client, signal } = context;
  const data = Object.fromEntries(
    keys.map(({ key, length }) => [key, btoa(randomText(length))]),
  );
  const path = await client.pathOf(referenceOf(object), signal);
  const query = {
    fieldManager: `${context.fieldManager}-generated`,
    fieldValidation: 'Strict',
  };
  if (live) {
    const { resourceVersion } = live.metadata;
    await client.json({
      ...{ method: 'PATCH', path, query, signal },
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ metadata: { resourceVersion }, data }),
    });
  } else await create(object, data, path, query, context);
  return keys.map(({ key }) => key);
}

/** With the values at once, so that no pod ever sees it empty. Labels and annotations follow, as they are applied. */
async function create(
  object: KubernetesObject,
  data: Record<string, string>,
  path: string,
  query: Record<string, string>,
  { client, signal }: ApplyContext,
): Promise<void> {
  const { apiVersion, kind, type } = object;
  const { name } = object.metadata;
  await client.json({
    ...{ method: 'POST', path: path.slice(0, path.lastIndexOf('/')) },
    ...{ query, signal },
    body: JSON.stringify({
      ...{ apiVersion, kind, metadata: { name } },
      ...(type !== undefined && { type }),
      data,
    }),
  });
}
