import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { sleep } from '../client/sleep';
import {
  ClusterUnreachableError,
  RequestTimeoutError,
  ServerError,
} from '../errors';
import {
  groupKindOf,
  type KubernetesObject,
  type LiveObject,
  objectId,
  referenceOf,
} from '../model';
import { diagnose } from './diagnose';
import { readinessOf } from './readinessOf';
import type { WaitOptions } from './WaitOptions';
import type { ObjectReadiness, WaitReport } from './WaitReport';

const DEFAULT_INTERVAL_MS = 1_000;
/** Looking for reasons costs some requests for each object. */
const DIAGNOSIS_INTERVAL_MS = 5_000;

/**
 * Waits until objects are ready, and says of those that are not why. Ends early where one has failed for good (a Job that
 * gave up, a Deployment past its deadline). A cluster that is away for a while is waited for.
 *
 * @throws What concerns the whole cluster: UnauthorizedError, ForbiddenError, UnexpectedResponseError; the cluster being
 * away when the time is over; the signal's reason when it is aborted.
 */
export async function waitForObjects(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  options: WaitOptions,
): Promise<WaitReport> {
  const { timeoutMs, intervalMs = DEFAULT_INTERVAL_MS, signal } = options;
  const begin = Date.now();
  const elapsed = () => Date.now() - begin;
  let diagnosedMs = 0;
  let told = '';
  for (;;) {
    const isLast = elapsed() >= timeoutMs;
    const isDue = elapsed() - diagnosedMs >= DIAGNOSIS_INTERVAL_MS;
    const seen = await look(client, objects, isLast, signal);
    if (seen) {
      const isSettled = (all: readonly Seen[]) =>
        isLast ||
        all.some(({ state }) => state === 'failed') ||
        all.every(({ state }) => state === 'ready');
      if (isDue) diagnosedMs = elapsed();
      const current =
        isDue || isSettled(seen)
          ? await withProblems(client, seen, signal)
          : seen;
      const ready = current.every(({ state }) => state === 'ready');
      const hasFailed = current.some(({ state }) => state === 'failed');
      const isEnd = isSettled(current);
      const states = current.map(({ live: _, ...state }) => state);
      const text = JSON.stringify(states);
      if (text !== told) {
        told = text;
        options.onProgress?.({
          objects: states,
          readyCount: states.filter(({ state }) => state === 'ready').length,
          elapsedMs: elapsed(),
        });
      }
      if (isEnd)
        return {
          ...{ ready, timedOut: !ready && !hasFailed },
          ...{ objects: states, elapsedMs: elapsed() },
        };
    }
    await sleep(
      Math.max(0, Math.min(intervalMs, timeoutMs - elapsed())),
      signal,
    );
  }
}

type Seen = ObjectReadiness & { readonly live: LiveObject | undefined };

/** Undefined while the cluster is away, but for the last time. */
async function look(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  isLast: boolean,
  signal: AbortSignal | undefined,
): Promise<Seen[] | undefined> {
  try {
    return await boundedAll(objects, client.concurrency, async object => {
      const reference = referenceOf(object);
      const live = await client.find(reference, signal);
      const { state, message } = live
        ? readinessOf(live)
        : ({ state: 'missing', message: 'is not there' } as const);
      const id = objectId(reference);
      const seen = { id, reference, state, message, problems: [], live };
      // Whether it waits for a pod of a later layer, its events say.
      return groupKindOf(reference) === 'PersistentVolumeClaim'
        ? explained(client, seen, signal)
        : seen;
    });
  } catch (error) {
    if (!isLast && isPassing(error)) return undefined;
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof ClusterUnreachableError ||
    error instanceof RequestTimeoutError ||
    error instanceof ServerError
  );
}

async function withProblems(
  client: KubernetesClient,
  seen: readonly Seen[],
  signal: AbortSignal | undefined,
): Promise<Seen[]> {
  return boundedAll(seen, client.concurrency, object =>
    explained(client, object, signal),
  );
}

async function explained(
  client: KubernetesClient,
  seen: Seen,
  signal: AbortSignal | undefined,
): Promise<Seen> {
  if (seen.state === 'ready' || !seen.live || seen.problems.length > 0)
    return seen;
  const { isAwaitingConsumer, problems } = await diagnose(
    ...([client, seen.live, signal] as const),
  );
  // A volume that waits for its pod must not hold up the pod.
  return isAwaitingConsumer
    ? { ...seen, state: 'ready', message: WAITS_FOR_POD }
    : { ...seen, problems };
}

const WAITS_FOR_POD =
  'gets its volume with its first pod, as its storage class wants it';
