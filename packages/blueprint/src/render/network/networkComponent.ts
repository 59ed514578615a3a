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
          ...namespaceOf(lakehouse.trino.autoscaling?.prometheus),
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

/** That of a service which is named in full: whose Prometheus scales the workers has to read the coordinator's metrics. */
function namespaceOf(address: string | undefined): string[] {
  if (address === undefined) return [];
  const [, namespace, svc] = new URL(address).hostname.split('.');
  return namespace && (svc === undefined || svc === 'svc') ? [namespace] : [];
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
