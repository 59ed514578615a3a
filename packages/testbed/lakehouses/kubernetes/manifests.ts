import type { KubernetesObject } from '../../src/kubernetes';

/** A deployment of one container. */
export function deployment(name: string, replicas: number): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: podTemplate(name),
    },
  };
}

/** For it; the image can't be had. */
export function podTemplate(name: string): object {
  return {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'example.invalid/trino:1' }] },
  };
}
