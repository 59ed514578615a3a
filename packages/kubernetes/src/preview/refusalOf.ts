import {
  ForbiddenError,
  type KubernetesError,
  NamespaceNotFoundError,
  ObjectRejectedError,
  UnknownKindError,
} from '../errors';
import type { Refusal } from '../model';

/** An error that concerns one object, as data; undefined for those that concern the whole cluster. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ObjectRejectedError) {
    const { name, message, causes, remedy } = error;
    return {
      ...{ error: name, message, causes },
      ...(remedy !== undefined && { remedy }),
    };
  }
  if (
    error instanceof ForbiddenError ||
    error instanceof UnknownKindError ||
    error instanceof NamespaceNotFoundError
  ) {
    const { name, message } = error as KubernetesError;
    return { error: name, message, causes: [{ message }] };
  }
  return undefined;
}
