import {
  ObjectRejectedError,
  type RejectionCause,
  type RejectionKind,
} from '../errors';
import type { ApiStatus } from './statusOf';

/** The server refuses an object for what it is; undefined where this is something else. */
export function rejectionOf(
  message: string,
  status: number,
  api: ApiStatus,
  operation: string,
): ObjectRejectedError | undefined {
  // An object of which the server can't make sense, and a webhook that does not answer, are failures of its own (500) to it.
  const isRejection =
    [400, 403, 413, 415, 422].includes(status) ||
    (status === 500 && /^failed to create typed|webhook/.test(message));
  if (!isRejection) return undefined;
  const causes = causesOf(message, api);
  const kind = kindOf(message, causes);
  return new ObjectRejectedError(message, {
    ...{ kind, causes, operation, remedy: remedyOf(kind, message) },
  });
}

function causesOf(message: string, api: ApiStatus): RejectionCause[] {
  const causes = (api.details?.causes ?? []).map(cause => ({
    message: cause.message ?? message,
    ...(cause.field !== undefined && { field: cause.field }),
    ...(cause.reason !== undefined && { reason: cause.reason }),
  }));
  if (causes.length > 0) return causes;
  const unknown = unknownFields(message);
  return unknown.length > 0 ? unknown : [{ message }];
}

/**
 * Server-side apply names its fields in the message only: `.spec.replicaz: field not declared in schema`, one or a line for
 * each; and strict validation: `unknown field "spec.replicaz"`.
 */
function unknownFields(message: string): RejectionCause[] {
  const found: RejectionCause[] = [];
  if (message.startsWith('failed to create typed'))
    for (const [, field, what] of message.matchAll(
      /(?:\): |\n\s*)(\.[^\s:]+): ([^\n]+)/g,
    ))
      found.push({
        field,
        reason: /not declared/.test(what)
          ? 'FieldNotDeclared'
          : 'FieldValueInvalid',
        message: what,
      });
  for (const [, field] of message.matchAll(/unknown field "([^"]+)"/g))
    found.push({
      ...{ field: `.${field}`, reason: 'FieldNotDeclared' },
      message: 'field not declared in schema',
    });
  return found;
}

function kindOf(
  message: string,
  causes: readonly RejectionCause[],
): RejectionKind {
  if (causes.some(({ reason }) => reason === 'NamespaceTerminating'))
    return 'namespace-terminating';
  if (/exceeded quota|must specify limits|must specify requests/.test(message))
    return 'quota';
  if (causes.some(isImmutable)) return 'immutable';
  return /violates PodSecurity|webhook|is forbidden|ValidatingAdmissionPolicy/.test(
    message,
  ) && !causes.some(({ field }) => field)
    ? 'policy'
    : 'invalid';
}

function isImmutable({ message }: RejectionCause): boolean {
  return /field is immutable|is immutable after creation|updates to \S+ spec for fields other than|may not change once set|can not be changed|primary clusterIP can not be unset/i.test(
    message,
  );
}

function remedyOf(kind: RejectionKind, message: string): string | undefined {
  if (kind === 'namespace-terminating')
    return 'Wait until the namespace is gone, then apply again.';
  if (kind === 'quota')
    return 'Ask for less, or have the quota of the namespace raised.';
  if (kind !== 'immutable') return undefined;
  if (/StatefulSet/.test(message))
    return 'Remove the StatefulSet but keep its pods and volumes (kubectl delete statefulset NAME --cascade=orphan), then apply again.';
  if (/PersistentVolumeClaim/.test(message))
    return 'A volume claim can only grow, where its storage class allows it. For anything else make another claim and copy the data.';
  if (/Job/.test(message))
    return 'A Job can not be changed: give the new one another name, or remove the old one, then apply again.';
  return 'Remove the object, then apply again; until then what it does is interrupted.';
}
