import type { LiveObject } from '../model';
import { readinessOf } from './readinessOf';

function live(
  apiVersion: string,
  kind: string,
  status: object | undefined,
  spec: object = {},
): LiveObject {
  const metadata = { name: 'a', generation: 2 };
  return { apiVersion, kind, metadata, spec, ...(status && { status }) };
}

function states(
  apiVersion: string,
  kind: string,
  statuses: readonly (object | undefined)[],
  spec?: object,
): string[] {
  return statuses.map(
    status => readinessOf(live(apiVersion, kind, status, spec)).state,
  );
}

const isReady = (status: string, more: object = {}) => ({
  conditions: [{ type: 'Ready', status, ...more }],
});

describe('Readiness', () => {
  it('of a Deployment: looked at, of the new version, without old pods, available', () => {
    const done = {
      ...{ observedGeneration: 2, replicas: 2, updatedReplicas: 2 },
      availableReplicas: 2,
    };
    const gaveUp = {
      type: 'Progressing',
      ...{ status: 'False', reason: 'ProgressDeadlineExceeded' },
    };
    expect(
      states(
        ...(['apps/v1', 'Deployment'] as const),
        [
          done,
          undefined,
          { ...done, observedGeneration: 1 },
          { ...done, updatedReplicas: 1 },
          { ...done, replicas: 3 },
          { ...done, availableReplicas: 1 },
          { ...done, conditions: [gaveUp] },
        ],
        { replicas: 2 },
      ),
    ).toEqual(['ready', ...Array(5).fill('progressing'), 'failed']);
    const none = live('apps/v1', 'Deployment', { observedGeneration: 2 });
    expect(readinessOf({ ...none, spec: { replicas: 0 } }).state).toBe('ready');
  });

  it('of a StatefulSet: ready pods of the new revision, as far as it rolls by itself', () => {
    const done = {
      ...{ observedGeneration: 2, readyReplicas: 3, updatedReplicas: 3 },
      ...{ currentRevision: 'b', updateRevision: 'b' },
    };
    const rolling = { ...done, updatedReplicas: 1, currentRevision: 'a' };
    const kind = ['apps/v1', 'StatefulSet'] as const;
    const unready = { ...done, readyReplicas: 2 };
    expect(states(...kind, [done, rolling, unready], { replicas: 3 })).toEqual([
      ...['ready', 'progressing', 'progressing'],
    ]);
    const updateStrategy = { rollingUpdate: { partition: 2 } };
    expect(states(...kind, [rolling], { replicas: 3, updateStrategy })).toEqual(
      ['ready'],
    );
    expect(
      states(...kind, [rolling], {
        ...{ replicas: 3, updateStrategy: { type: 'OnDelete' } },
      }),
    ).toEqual(['ready']);
  });

  it('of a Job: complete, or failed for good', () => {
    expect(
      states('batch/v1', 'Job', [
        { conditions: [{ type: 'Complete', status: 'True' }] },
        { conditions: [{ type: 'Failed', status: 'True' }] },
        { active: 1, failed: 2 },
        undefined,
      ]),
    ).toEqual(['ready', 'failed', 'progressing', 'progressing']);
  });

  it('of volume claims, pods, namespaces and DaemonSets', () => {
    const phases = ['Bound', 'Pending', 'Lost'].map(phase => ({ phase }));
    expect(states('v1', 'PersistentVolumeClaim', phases)).toEqual([
      ...['ready', 'progressing', 'failed'],
    ]);
    expect(
      states('v1', 'Pod', [
        { phase: 'Running', ...isReady('True') },
        { phase: 'Running', ...isReady('False') },
        { phase: 'Succeeded' },
        { phase: 'Failed' },
        undefined,
      ]),
    ).toEqual(['ready', 'progressing', 'ready', 'failed', 'progressing']);
    expect(
      states('v1', 'Namespace', [
        { phase: 'Active' },
        { phase: 'Terminating' },
      ]),
    ).toEqual(['ready', 'progressing']);
    const scheduled = { observedGeneration: 2, desiredNumberScheduled: 2 };
    const updated = { ...scheduled, updatedNumberScheduled: 2 };
    expect(
      states('apps/v1', 'DaemonSet', [
        { ...updated, numberAvailable: 2 },
        { ...updated, numberAvailable: 1 },
        scheduled,
      ]),
    ).toEqual(['ready', 'progressing', 'progressing']);
  });

  it('of custom resources: their condition, health or phase; without any status they are not', () => {
    expect(
      states('postgresql.cnpg.io/v1', 'Cluster', [
        isReady('True'),
        isReady('False', { message: 'waiting for an instance' }),
        { observedGeneration: 1, ...isReady('True') },
        undefined,
      ]),
    ).toEqual(['ready', 'progressing', 'progressing', 'progressing']);
    expect(
      states('argoproj.io/v1alpha1', 'Application', [
        { health: { status: 'Healthy' } },
        { health: { status: 'Degraded', message: 'x' } },
      ]),
    ).toEqual(['ready', 'progressing']);
    expect(
      states('objectbucket.io/v1alpha1', 'ObjectBucketClaim', [
        { phase: 'Bound' },
        { phase: 'Failed' },
      ]),
    ).toEqual(['ready', 'failed']);
    expect(
      states('monitoring.coreos.com/v1', 'ServiceMonitor', [undefined]),
    ).toEqual(['ready']);
  });

  it('of what has nothing to wait for: it is there; unless it is being removed', () => {
    expect(states('v1', 'ConfigMap', [undefined])).toEqual(['ready']);
    expect(
      states('networking.k8s.io/v1', 'NetworkPolicy', [undefined]),
    ).toEqual(['ready']);
    const object = live('v1', 'Service', undefined);
    const metadata = { ...object.metadata, deletionTimestamp: 'now' };
    expect(readinessOf({ ...object, metadata }).state).toBe('progressing');
  });
});
