import type {
  ApplyPreview,
  PreflightReport,
} from '@lakehouse-portal/kubernetes';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';

/** What a cluster said, as the HTTP API tells it. */
export function describePreview(
  rights: PreflightReport,
  preview: ApplyPreview,
): BlueprintPreview {
  return {
    status: 'tried',
    applicable: preview.applicable && rights.allowed,
    unknownKinds: rights.unknownKinds.map(({ id, message }) => ({
      ...{ id, message },
    })),
    missingRights: rights.missing.map(
      ({ message, verbs, resource, namespace, isOptional }) => ({
        ...{ message, verbs: [...verbs], resource, isOptional },
        ...(namespace !== undefined && { namespace }),
      }),
    ),
    objects: preview.objects.map(
      ({
        id,
        reference,
        action,
        changes,
        conflicts,
        refusal,
        note,
        warnings,
      }) => ({
        ...{ id, kind: reference.kind, name: reference.name, action },
        ...(reference.namespace !== undefined && {
          namespace: reference.namespace,
        }),
        changes: changes.map(change => ({ ...change })),
        conflicts: conflicts.map(conflict => ({ ...conflict })),
        ...(refusal && {
          refusal: {
            message: refusal.message,
            ...(refusal.remedy !== undefined && { remedy: refusal.remedy }),
          },
        }),
        ...(note !== undefined && { note }),
        warnings: [...warnings],
      }),
    ),
  };
}
