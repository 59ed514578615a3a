import type { Lakehouse } from '../../document';
import { metadataOf, nameOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';

/** Scales the workers, from the number in the document to its maximum. */
export function autoscaler(lakehouse: Lakehouse): RenderedObject[] {
  const { autoscaling, workers } = lakehouse.trino;
  if (!autoscaling) return [];
  const { by, maxWorkers, cpuPercent, prometheus } = autoscaling;
  const metadata = metadataOf(lakehouse, 'trino-worker', 'worker');
  const target = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    name: nameOf(lakehouse, 'trino-worker'),
  };
  if (by === 'keda')
    return [
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata,
        spec: {
          scaleTargetRef: target,
          minReplicaCount: workers,
          maxReplicaCount: maxWorkers,
          triggers: [
            {
              type: 'prometheus',
              metadata: {
                serverAddress: prometheus,
                query: `max(trino_execution_ClusterSizeMonitor_RequiredWorkers{namespace="${lakehouse.namespace}"})`,
                threshold: '1',
              },
            },
          ],
        },
      },
    ];
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: target,
        minReplicas: workers,
        maxReplicas: maxWorkers,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: cpuPercent },
            },
          },
        ],
        behavior: {
          // A worker that goes drains first; going up and down for each query would drain all day.
          scaleDown: {
            stabilizationWindowSeconds: 600,
            policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
          },
        },
      },
    },
  ];
}
