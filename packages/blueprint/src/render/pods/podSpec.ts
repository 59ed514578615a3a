import type { Container, PodSpec, Volume } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';

/** A pod that the restricted profile of Pod Security lets in. */
export interface PodInput {
  /** User id that the image's files belong to; most images begin as root. */
  user: number;
  containers: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
  /** Without: the pod has no token of the API. */
  serviceAccount?: string;
  /** Whether the pod speaks to the API of Kubernetes. */
  token?: boolean;
  more?: Partial<PodSpec>;
}

/** Completes what every pod of a lakehouse has. */
export function podSpec(lakehouse: Lakehouse, input: PodInput): PodSpec {
  const { user, containers, initContainers, volumes, serviceAccount } = input;
  return {
    ...(serviceAccount ? { serviceAccountName: serviceAccount } : {}),
    automountServiceAccountToken: input.token ?? false,
    // Variables of services would be taken for settings: METASTORE_PORT, NESSIE_PORT….
    enableServiceLinks: false,
    securityContext: {
      ...{
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
      },
      // Changing the owner of every file at each start takes minutes on a large volume.
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(lakehouse.imagePullSecrets.length > 0
      ? { imagePullSecrets: lakehouse.imagePullSecrets.map(name => ({ name })) }
      : {}),
    ...(initContainers
      ? { initContainers: initContainers.map(restricted) }
      : {}),
    containers: containers.map(restricted),
    volumes: [{ name: 'tmp', emptyDir: {} }, ...(volumes ?? [])],
    ...input.more,
  };
}

function restricted(container: Container): Container {
  return {
    ...container,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      ...container.securityContext,
    },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      ...(container.volumeMounts ?? []),
    ],
  };
}
