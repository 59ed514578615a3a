import { setIdOf } from '../apply/applySetNames';
import { layersOf, requireIdentities } from '../apply/layersOf';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { placeObjects } from '../client/placeObjects';
import type { KubernetesObject, ObjectSet } from '../model';
import type {
  ApplyPreview,
  ObjectPreview,
  PreviewAction,
} from './ObjectPreview';
import { promisedBy, tryObject } from './tryObject';

/** How objects are tried. */
export interface PreviewOptions {
  /** The one by which they are applied. */
  readonly fieldManager: string;
  /** The set by which they are applied, so that its label is no difference. */
  readonly set?: ObjectSet;
  readonly signal?: AbortSignal;
}

/**
 * What applying would do, by the server's own dry run with strict validation: nothing is stored. Needs the rights to get and
 * patch; and to create, for what is new.
 *
 * @throws InvalidInputError, and what concerns the whole cluster: UnauthorizedError, ClusterUnreachableError,
 * RequestTimeoutError, ServerError, UnexpectedResponseError, ResponseTooLargeError.
 */
export async function previewObjects(
  client: KubernetesClient,
  given: readonly KubernetesObject[],
  options: PreviewOptions,
): Promise<ApplyPreview> {
  const { fieldManager, set, signal } = options;
  requireIdentities(given);
  const objects = await placeObjects(client, given, signal);
  const context = {
    ...{ client, fieldManager, signal },
    setId: set && (await setIdOf(set)),
    promised: promisedBy(objects),
  };
  const ordered = layersOf(objects).flatMap(layer => layer.objects);
  return previewOf(
    await boundedAll(
      ordered,
      client.concurrency,
      async object => (await tryObject(object, context)).preview,
    ),
  );
}

function previewOf(objects: readonly ObjectPreview[]): ApplyPreview {
  const counts: Record<PreviewAction, number> = {
    ...{
      create: 0,
      update: 0,
      unchanged: 0,
      conflict: 0,
      rejected: 0,
      kept: 0,
    },
    ...{ 'unknown-until-namespace-exists': 0, 'unknown-until-kind-exists': 0 },
  };
  for (const { action } of objects) counts[action] += 1;
  return {
    ...{ objects, counts },
    applicable: counts.conflict === 0 && counts.rejected === 0,
  };
}
