import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import type { Lakehouse } from '../../document';
import type { Component } from '../model/Component';
import { addonNamespaces } from '../addons/addonNamespace';
import { metadataOf, type Part, selectorOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { HTTP_PORT, HTTPS_PORT } from '../trino/trinoConfig';

/** Who may reach which pod. Only what comes in is restricted: what goes out is for the cluster's own rules. */
export function networkComponent(
  lakehouse: Lakehouse,
  parts: ReadonlySet<Part>,
): Component | undefined {
  if (!lakehouse.isolate) return undefined;
  const own: NetworkPolicyPeer = {
    podSelector: {
      matchLabels: { 'app.kubernetes.io/instance': lakehouse.name },
    },
  };
  const inside = (['storage', 'database', 'catalog', 'worker'] as const).filter(
    part => parts.has(part),
  );
  const objects: RenderedObject[] = inside.map(part =>
    policy(lakehouse, part, [{ from: [own] }]),
  );
  const others: NetworkPolicyPeer[] = lakehouse.from
    ? [
        ...new Set([
          ...lakehouse.from,
          ...addonNamespaces(lakehouse),
          ...namespaceOf(lakehouse),
        ]),
      ].map(name => ({
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': name },
        },
      }))
    : [{ namespaceSelector: {} }];
  objects.push(
    policy(lakehouse, 'coordinator', [
      { from: [own] },
      {
        from: others,
        ports: [
          { protocol: 'TCP', port: HTTP_PORT },
          { protocol: 'TCP', port: HTTPS_PORT },
        ],
      },
    ]),
  );
  return { name: 'network', title: 'Who may reach what', objects };
}

/**
 * That of the Prometheus by which the workers are scaled, which has to read the coordinator's metrics: of a Service in this
 * namespace, or named with `.svc`. Of another host nobody can tell.
 */
function namespaceOf({ trino, namespace }: Lakehouse): string[] {
  const { by, prometheus } = trino.autoscaling ?? {};
  const address = (by === 'keda' && prometheus) || '';
  const [, other, isHere] =
    /^https?:\/\/[a-z][a-z0-9-]*(?:\.([a-z][a-z0-9-]*)\.svc(?:\.[a-z0-9.-]+)?|())(?::\d+)?(?:[/?#]|$)/i.exec(
      address,
    ) ?? [];
  if (other) return [other.toLowerCase()];
  return isHere === '' ? [namespace] : [];
}

function policy(
  lakehouse: Lakehouse,
  part: Part,
  ingress: {
    from: NetworkPolicyPeer[];
    ports?: { protocol: string; port: number }[];
  }[],
): RenderedObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf(lakehouse, part, part),
    spec: {
      podSelector: { matchLabels: selectorOf(lakehouse, part) },
      policyTypes: ['Ingress'],
      ingress,
    },
  };
}
