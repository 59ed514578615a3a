import type { Lakehouse, LakehouseDocument } from '../../document';
import { type Capacity } from '../../sizing/capacityOf';
import { EXTERNAL_ANNOTATION } from '../../lint';
import type { Component } from '../model/Component';
import { labelsOf, metadataOf } from '../model/metadata';
import { sortKeys } from '../folder/sortKeys';
import type { RenderedObject } from '../model/RenderedObject';
import { yamlText } from '../model/yamlText';
import { prerequisites } from '../secrets/prerequisites';
import { cores } from '../pods/resources';
import { externalServices } from './externalServices';

/** Key of the ConfigMap that keeps the document with the lakehouse. */
export const DOCUMENT_KEY = 'lakehouse.yaml';

/** The namespace, its quota, and the document from which everything was rendered. */
export function namespaceComponent(
  lakehouse: Lakehouse,
  document: LakehouseDocument,
  { total }: Capacity,
): Component {
  const objects: RenderedObject[] = [];
  if (lakehouse.createNamespace)
    objects.push({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: lakehouse.namespace,
        labels: {
          ...labelsOf(lakehouse),
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
    });
  objects.push({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(lakehouse, 'document', undefined, {
      [EXTERNAL_ANNOTATION]: [
        ...prerequisites(lakehouse),
        ...externalServices(lakehouse),
      ].join(', '),
    }),
    data: {
      [DOCUMENT_KEY]: yamlText(sortKeys(document)),
    },
  });
  if (lakehouse.quota)
    objects.push({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadataOf(lakehouse, 'quota'),
      spec: {
        // A rolling update has an old and a new pod side by side, and Jobs run beside both.
        hard: {
          'requests.cpu': cores(Math.ceil(total.maxCpuRequest * 1.5) + 1),
          'requests.memory': `${
            Math.ceil((total.maxMemoryMiB * 1.5) / 1024) + 2
          }Gi`,
          'limits.memory': `${
            Math.ceil((total.maxMemoryMiB * 1.5) / 1024) + 2
          }Gi`,
          'requests.storage': `${Math.ceil(total.storageMiB / 1024)}Gi`,
          pods: String(total.maxPods * 2 + 5),
        },
      },
    });
  return {
    name: 'namespace',
    title: 'Namespace, and the document that all of this comes from',
    objects,
  };
}
