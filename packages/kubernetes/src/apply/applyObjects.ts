import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { placeObjects } from '../client/placeObjects';
import { NamespaceNotFoundError } from '../errors';
import {
  groupKindOf,
  type KubernetesObject,
  objectId,
  referenceOf,
} from '../model';
import { waitForObjects, type WaitReport } from '../wait';
import { type ApplyContext, applyObject } from './applyObject';
import type { ApplyOptions } from './ApplyOptions';
import type { AppliedObject, ApplyReport } from './ApplyReport';
import { setIdOf } from './applySetNames';
import { type SetContents, widenSetContents } from './applySetParent';
import { checkFirst } from './checkFirst';
import { type Layer, layersOf, requireIdentities } from './layersOf';
import { isShared } from './member';
import { notReached, reportOf, untouched } from './reportOf';

const DEFAULT_WAIT_MS = 600_000;
/** Until a namespace or a custom resource definition can be used. */
const PREREQUISITE_WAIT_MS = 60_000;

/**
 * Applies objects in layers, by server-side apply with one field manager. It can be done any number of times: what is as
 * wanted stays untouched, and one that was interrupted or refused goes on where it was. Fields of others are never taken
 * unless that was agreed to.
 *
 * What concerns single objects is in the report; a failed one keeps later layers from being reached.
 *
 * @throws InvalidInputError, and what concerns the whole cluster: UnauthorizedError, ClusterUnreachableError,
 * RequestTimeoutError, ServerError, UnexpectedResponseError, ResponseTooLargeError; ForbiddenError where the set can't be
 * written down; the signal's reason when it is aborted.
 */
export async function applyObjects(
  client: KubernetesClient,
  given: readonly KubernetesObject[],
  options: ApplyOptions,
): Promise<ApplyReport> {
  const { fieldManager, set, signal, onProgress } = options;
  requireIdentities(given);
  const objects = await placeObjects(client, given, signal);
  const layers = layersOf(objects);
  const setId = await setIdOf(set);
  const context: ApplyContext = {
    ...{ client, fieldManager, setId, signal },
    takeOwnership: new Set(options.takeOwnership),
  };
  let settled: ReadonlySet<string> = new Set();
  if (options.checkFirst ?? true) {
    onProgress?.({ kind: 'checking', total: objects.length });
    const check = await checkFirst(layers, objects, context);
    if (check.refused) return reportOf(check.refused, setId);
    settled = check.settled;
  }
  const done: AppliedObject[] = [];
  const contents = contentsOf(objects);
  let isWritten = false;
  for (const layer of layers) {
    onProgress?.({
      ...{ kind: 'layer', layer: layer.number, total: layer.objects.length },
    });
    // Before its members: what is interrupted after that can be found.
    isWritten ||= await written(client, contents, options);
    const applied = await boundedAll(
      layer.objects,
      client.concurrency,
      async object => {
        const isSettled = settled.has(objectId(referenceOf(object)));
        const result = isSettled
          ? { ...untouched(object), action: 'unchanged' as const }
          : await applyObject(object, context);
        done.push(result);
        const total = objects.length;
        onProgress?.({
          ...{ kind: 'object', object: result, done: done.length, total },
        });
        return result;
      },
    );
    const isStopped = applied.some(
      ({ action }) => action === 'conflict' || action === 'rejected',
    );
    const notReady = isStopped
      ? undefined
      : await unready(client, layer, options);
    if (isStopped || notReady)
      return reportOf([...done, ...notReached(layers, layer)], setId, notReady);
  }
  if (!isWritten)
    await widenSetContents(client, set, contents, { fieldManager, signal });
  return reportOf(done, setId);
}

/** Its namespace may be among the objects, and not there yet. */
async function written(
  client: KubernetesClient,
  contents: SetContents,
  { set, fieldManager, signal }: ApplyOptions,
): Promise<boolean> {
  try {
    await widenSetContents(client, set, contents, { fieldManager, signal });
    return true;
  } catch (error) {
    if (error instanceof NamespaceNotFoundError) return false;
    throw error;
  }
}

/** Why the next layer can't be applied yet; undefined where it can. */
async function unready(
  client: KubernetesClient,
  layer: Layer,
  options: ApplyOptions,
): Promise<WaitReport | undefined> {
  const { waitBetweenLayers = false, signal, onProgress } = options;
  const waited = waitBetweenLayers
    ? layer.objects
    : layer.objects.filter(({ kind }) => isShared(kind));
  if (waited.length === 0) return undefined;
  const report = await waitForObjects(client, waited, {
    timeoutMs: waitBetweenLayers
      ? options.waitTimeoutMs ?? DEFAULT_WAIT_MS
      : PREREQUISITE_WAIT_MS,
    onProgress: progress =>
      onProgress?.({ kind: 'waiting', layer: layer.number, progress }),
    signal,
  });
  return report.ready ? undefined : report;
}

function contentsOf(objects: readonly KubernetesObject[]): SetContents {
  return {
    groupKinds: new Set(objects.map(groupKindOf)),
    namespaces: new Set(
      objects
        .map(object => referenceOf(object).namespace)
        .filter(namespace => namespace !== undefined),
    ),
  };
}
