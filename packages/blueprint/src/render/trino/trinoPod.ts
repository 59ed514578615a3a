import type {
  Container,
  PodSpec,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';
import { labelsOf, nameOf, selectorOf } from '../model/metadata';
import { podSpec } from '../pods/podSpec';
import {
  smallResources,
  SMALL_RESOURCES,
  trinoResources,
} from '../pods/resources';
import { envFrom, type SecretValue } from '../secrets/SecretUse';
import { internalSecret, secretValues } from '../secrets/secretValues';
import type { StorageParts } from '../storage/storageParts';
import { servesHttps } from './servesHttps';
import { HTTP_PORT, HTTPS_PORT, type TrinoRole } from './trinoConfig';
import { TRINO_USER } from './trinoUser';

/** Names of the ConfigMaps that a node mounts. */
export interface TrinoMounts {
  etc: string;
  catalogs: string;
  /** undefined: no access control. */
  accessControl?: string;
  exchange?: string;
}

/** Waits until the process has ended, so that Kubernetes does not end it: by then its last task is done. */
const DRAIN = `curl --silent --fail --max-time 10 --request PUT --header 'X-Trino-User: shutdown' --header 'Content-Type: application/json' --data '"SHUTTING_DOWN"' http://localhost:${HTTP_PORT}/v1/info/state
while curl --silent --max-time 5 --output /dev/null http://localhost:${HTTP_PORT}/v1/info; do sleep 1; done`;

/** The pod of a coordinator (or the only node), or of a worker. */
export function trinoPod(
  lakehouse: Lakehouse,
  role: TrinoRole,
  mounts: TrinoMounts,
  env: Record<string, SecretValue>,
  storage: StorageParts,
): { labels: Record<string, string>; spec: PodSpec } {
  const { trino } = lakehouse;
  const worker = role === 'worker';
  const coordinator = role === 'coordinator';
  const https = coordinator && servesHttps(trino);
  const extra = coordinator
    ? coordinatorFiles(lakehouse)
    : { volumes: [], mounts: [], env: [], init: [] };
  const healthy = {
    exec: { command: ['/usr/lib/trino/bin/health-check'] },
    timeoutSeconds: 10,
  };
  const volumeMounts: VolumeMount[] = [
    { name: 'etc', mountPath: '/etc/trino', readOnly: true },
    { name: 'catalogs', mountPath: '/etc/trino/catalog', readOnly: true },
    { name: 'data', mountPath: '/data/trino' },
    ...(mounts.accessControl
      ? [
          {
            name: 'access-control',
            mountPath: '/etc/trino/access-control',
            readOnly: true,
          },
        ]
      : []),
    ...extra.mounts,
    ...storage.mounts,
  ];
  const volumes: Volume[] = [
    { name: 'etc', configMap: { name: mounts.etc } },
    { name: 'catalogs', configMap: { name: mounts.catalogs } },
    { name: 'data', emptyDir: {} },
    ...(mounts.accessControl
      ? [{ name: 'access-control', configMap: { name: mounts.accessControl } }]
      : []),
    ...extra.volumes,
    ...storage.volumes,
  ];
  const container: Container = {
    name: 'trino',
    image: lakehouse.images.trino,
    env: [
      envFrom('INTERNAL_SECRET', internalSecret(lakehouse)),
      ...Object.entries(env).map(([name, value]) => envFrom(name, value)),
      ...extra.env,
    ],
    ports: [
      { name: 'http', containerPort: HTTP_PORT },
      ...(https ? [{ name: 'https', containerPort: HTTPS_PORT }] : []),
    ],
    resources: trinoResources(trino[role]),
    startupProbe: { ...healthy, periodSeconds: 3, failureThreshold: 100 },
    readinessProbe: { ...healthy, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: {
      httpGet: { path: '/v1/info', port: HTTP_PORT },
      ...{ periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 },
    },
    ...(worker
      ? { lifecycle: { preStop: { exec: { command: ['bash', '-c', DRAIN] } } } }
      : {}),
    volumeMounts,
  };
  const selector = selectorOf(lakehouse, role);
  return {
    labels: { ...labelsOf(lakehouse, role), ...storage.podLabels },
    spec: podSpec(lakehouse, {
      user: TRINO_USER,
      serviceAccount: trino.serviceAccount ?? nameOf(lakehouse, 'trino'),
      containers: [container],
      ...(extra.init.length > 0 ? { initContainers: extra.init } : {}),
      volumes,
      more: {
        ...(trino.nodeSelector ? { nodeSelector: trino.nodeSelector } : {}),
        ...(worker
          ? {
              // Twice the grace period, and ten minutes for the last tasks.
              terminationGracePeriodSeconds: 2 * trino.gracePeriodSeconds + 600,
              topologySpreadConstraints: [
                {
                  ...{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname' },
                  whenUnsatisfiable: 'ScheduleAnyway',
                  labelSelector: { matchLabels: selector },
                },
              ],
            }
          : {}),
      },
    }),
  };
}

/** Certificate and users. */
function coordinatorFiles(lakehouse: Lakehouse): {
  volumes: Volume[];
  mounts: VolumeMount[];
  env: ReturnType<typeof envFrom>[];
  init: Container[];
} {
  const { authentication, tls } = lakehouse.trino;
  const volumes: Volume[] = [];
  const mounts: VolumeMount[] = [];
  const env: ReturnType<typeof envFrom>[] = [];
  const init: Container[] = [];
  if (authentication.type === 'password') {
    const users = secretValues(
      lakehouse,
      'trino-users',
      authentication.passwordFile ?? {
        from: 'secret',
        name: nameOf(lakehouse, 'trino-users'),
      },
      { file: 'password.db' },
    ).file;
    volumes.push({
      name: 'users',
      secret: {
        secretName: users.secret,
        items: [{ key: users.key, path: 'password.db' }],
      },
    });
    mounts.push({
      name: 'users',
      mountPath: '/etc/trino-users',
      readOnly: true,
    });
  }
  if (tls.type === 'generated') {
    const secret = nameOf(lakehouse, 'trino-tls');
    volumes.push({
      name: 'tls',
      secret: {
        secretName: secret,
        items: [{ key: 'keystore.p12', path: 'keystore.p12' }],
      },
    });
    mounts.push({ name: 'tls', mountPath: '/etc/trino-tls', readOnly: true });
    env.push(
      envFrom('KEYSTORE_PASSWORD', { secret, key: 'keystore-password' }),
    );
  }
  if (tls.type === 'secret') {
    // Trino wants key and certificate in one file.
    volumes.push(
      { name: 'certificate', secret: { secretName: tls.name } },
      { name: 'tls', emptyDir: { medium: 'Memory' } },
    );
    init.push({
      name: 'certificate',
      image: lakehouse.images.trino,
      command: [
        'sh',
        '-c',
        'umask 077; cat /certificate/tls.key /certificate/tls.crt > /tls/server.pem',
      ],
      resources: smallResources(SMALL_RESOURCES.job),
      volumeMounts: [
        { name: 'certificate', mountPath: '/certificate', readOnly: true },
        { name: 'tls', mountPath: '/tls' },
      ],
    });
    mounts.push({ name: 'tls', mountPath: '/tls', readOnly: true });
  }
  return { volumes, mounts, env, init };
}
