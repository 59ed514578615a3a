import type { ObjectStatus } from '@lakehouse-portal/kubernetes';
import type { StackObject } from '@lakehouse-portal/plugin-lakehouse-common';

/** What a cluster said of an object, as the HTTP API tells it. */
export function describeStatus({
  id,
  reference,
  state,
  fields,
  readiness,
  refusal,
}: ObjectStatus): StackObject {
  return {
    ...{ id, kind: reference.kind, name: reference.name, state },
    ...(refusal && { message: refusal.message }),
    ...(readiness && {
      readiness: { state: readiness.state, message: readiness.message },
    }),
    fields: fields.map(({ path, before, after, secret, owners }) => ({
      path,
      ...(secret
        ? { secret }
        : {
            ...(before !== undefined && { now: before }),
            ...(after !== undefined && { rendered: after }),
          }),
      managers: [...new Set(owners.map(({ manager }) => manager))],
    })),
  };
}
