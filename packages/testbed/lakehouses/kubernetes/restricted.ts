import type { KubernetesObject } from '../../src/kubernetes';

/** A container that the restricted profile of Pod Security allows. */
export function restrictedContainer(container: object): object {
  return {
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    ...container,
  };
}

/** A pod of one container that the restricted profile allows. */
export function restrictedPod(
  name: string,
  container: object,
  volumes: object[] = [],
): KubernetesObject & { spec: object } {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      terminationGracePeriodSeconds: 1,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [restrictedContainer(container)],
      volumes,
    },
  };
}
