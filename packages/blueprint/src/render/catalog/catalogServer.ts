import type { Container, Volume } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';
import { contentHash } from '../model/contentHash';
import { labelsOf, metadataOf, selectorOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { podSpec } from '../pods/podSpec';
import { weaknessAnnotations } from '../storage/knownWeaknesses';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';

/** A catalog that is a server: one Deployment and its Service. */
export function catalogServer(
  lakehouse: Lakehouse,
  server: {
    /** Ends the names of its objects. */
    name: string;
    port: number;
    user: number;
    image: string;
    container: Pick<Container, 'args' | 'env' | 'volumeMounts'> &
      Required<Pick<Container, 'readinessProbe' | 'livenessProbe'>>;
    startupSeconds?: number;
    /** Of health checks, where it is another. */
    managementPort?: number;
    initContainers?: Container[];
    volumes?: Volume[];
    /** Configuration that it reads; a change of it rolls the pod. */
    reads?: unknown;
  },
): RenderedObject[] {
  const { name, port, user, image, container, initContainers, volumes } =
    server;
  const selector = selectorOf(lakehouse, 'catalog');
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(lakehouse, name, 'catalog'),
      spec: { selector, ports: [{ name: 'catalog', port, targetPort: port }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadataOf(
        lakehouse,
        name,
        'catalog',
        weaknessAnnotations(lakehouse),
      ),
      spec: {
        replicas: 1,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: labelsOf(lakehouse, 'catalog'),
            annotations: { 'checksum/config': contentHash(server.reads ?? '') },
          },
          spec: podSpec(lakehouse, {
            ...{ user, initContainers, volumes },
            containers: [
              {
                ...{ name, image },
                ports: [
                  { name: 'catalog', containerPort: port },
                  ...(server.managementPort
                    ? [
                        {
                          name: 'management',
                          containerPort: server.managementPort,
                        },
                      ]
                    : []),
                ],
                resources: smallResources(SMALL_RESOURCES.catalog),
                startupProbe: {
                  ...container.readinessProbe,
                  ...{
                    periodSeconds: 3,
                    failureThreshold: Math.ceil(
                      (server.startupSeconds ?? 300) / 3,
                    ),
                  },
                },
                ...container,
              },
            ],
          }),
        },
      },
    },
  ];
}
