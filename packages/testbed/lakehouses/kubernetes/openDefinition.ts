import type { KubernetesObject } from '../../src/kubernetes';

/** A custom resource that takes any `spec`, for an operator whose own definition is not to be had here. */
export function openDefinition(
  apiVersion: string,
  kind: string,
): KubernetesObject {
  const [group, version] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');
  return {
    ...{ apiVersion: 'apiextensions.k8s.io/v1' },
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      ...{ group, scope: 'Namespaced' },
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          ...{ name: version, served: true, storage: true },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          },
        },
      ],
    },
  } as KubernetesObject;
}
