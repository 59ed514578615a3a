import type { LiveObject } from '../model';
import { readinessBeside } from './readinessBeside';

function deployment(replicas: number | undefined): LiveObject {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: 'trino', namespace: 'lake', generation: 2 },
    spec: { ...(replicas !== undefined && { replicas }) },
    status: {
      observedGeneration: 2,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
    },
  } as LiveObject;
}

describe('the readiness of an object beside how it is rendered', () => {
  it('is not that of one that somebody has scaled to none', () => {
    expect(readinessBeside(deployment(0), deployment(1))).toMatchObject({
      state: 'progressing',
      message: 'is scaled to 0 instead of 1 pod',
    });
  });

  it('is its own where none are rendered, or an autoscaler decides', () => {
    for (const rendered of [deployment(0), deployment(undefined)])
      expect(readinessBeside(deployment(0), rendered)).toMatchObject({
        state: 'ready',
        message: '0 pods are available',
      });
    expect(readinessBeside(deployment(1), deployment(2))).toMatchObject({
      state: 'ready',
    });
  });
});
