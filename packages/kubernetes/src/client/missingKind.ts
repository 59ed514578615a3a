import { UnknownKindError } from '../errors';
import { groupOf } from '../model';

/** What usually brings the kinds of a group; the first whose name the group ends with. */
const OPERATORS: readonly (readonly [string, string])[] = [
  ['postgresql.cnpg.io', 'CloudNativePG'],
  ['keda.sh', 'KEDA'],
  ['monitoring.coreos.com', 'the Prometheus Operator'],
  ['external-secrets.io', 'the External Secrets Operator'],
  ['cert-manager.io', 'cert-manager'],
  ['objectbucket.io', 'Rook'],
  ['ceph.rook.io', 'Rook'],
  ['kafka.strimzi.io', 'Strimzi'],
  ['flink.apache.org', 'the Flink Kubernetes Operator'],
  ['sparkoperator.k8s.io', 'the Spark Operator'],
  ['argoproj.io', 'Argo CD'],
  ['toolkit.fluxcd.io', 'Flux'],
  ['gateway.networking.k8s.io', 'the Gateway API'],
  ['snapshot.storage.k8s.io', 'the CSI external-snapshotter'],
  ['minio.min.io', 'the MinIO Operator'],
  ['seaweed.seaweedfs.com', 'the SeaweedFS Operator'],
  ['traefik.io', 'Traefik'],
  ['secrets-store.csi.x-k8s.io', 'the Secrets Store CSI Driver'],
];

/** Says which custom resource definition is missing, and what brings it. */
export function missingKind(
  apiVersion: string,
  kind: string,
  servedVersions: readonly string[],
): UnknownKindError {
  const group = groupOf(apiVersion);
  const operator = OPERATORS.find(
    ([suffix]) => group === suffix || group.endsWith(`.${suffix}`),
  )?.[1];
  const details = { apiVersion, kind, operator, servedVersions };
  const found =
    servedVersions.length > 0
      ? ` It has the group in ${servedVersions.join(', ')}, without this kind.`
      : '';
  if (operator)
    return new UnknownKindError(
      `The cluster has no ${kind} in ${apiVersion}: the custom resource definitions of ${operator} are missing, or of another version.${found} Have ${operator} installed first.`,
      details,
    );
  return new UnknownKindError(
    `The cluster has no ${kind} in ${apiVersion}: ${
      isBuiltIn(group)
        ? 'it is of another version than the object was made for'
        : `a custom resource definition of the group ${group} is missing`
    }.${found}`,
    details,
  );
}

/** `networking.k8s.io` is Kubernetes' own as are those without a dot. */
function isBuiltIn(group: string): boolean {
  return (
    !group.includes('.') ||
    /^(networking|rbac\.authorization|storage|policy|apiextensions|admissionregistration|scheduling|coordination|node|discovery|certificates|events|authentication|authorization|autoscaling|resource)\.k8s\.io$/.test(
      group,
    )
  );
}
