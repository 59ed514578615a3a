import type { Lakehouse } from '../../document';
import {
  HEADROOM_PERCENT,
  QUERY_MEMORY_PERCENT,
  sizeTrinoNode,
} from '../../sizing/sizeTrinoNode';
import { nameOf } from '../model/metadata';
import { propertiesText } from '../model/propertiesText';
import { jvmConfig } from './jvmConfig';
import { servesHttps } from './servesHttps';

/** What a process of Trino is. */
export type TrinoRole = 'coordinator' | 'worker';

export const HTTP_PORT = 8080;
export const HTTPS_PORT = 8443;

/** Of a node, as it is given to Trino. */
const MEMORY_FROM_476 = {
  'query.max-memory-per-node': `${QUERY_MEMORY_PERCENT}%`,
  'memory.heap-headroom-per-node': `${HEADROOM_PERCENT}%`,
};

/** The files of `/etc/trino` for one role, besides catalogs. */
export function trinoConfig(
  lakehouse: Lakehouse,
  role: TrinoRole,
): Record<string, string> {
  const { trino } = lakehouse;
  const authenticated =
    role === 'coordinator' && trino.authentication.type === 'password';
  const files: Record<string, string> = {
    'config.properties': configProperties(lakehouse, role),
    'node.properties': propertiesText({
      'node.environment': lakehouse.name.replace(/-/g, '_'),
      'node.data-dir': '/data/trino',
    }),
    'log.properties': propertiesText({ 'io.trino': 'INFO' }),
    'jvm.config': jvmConfig(trino.version, trino[role].memory),
  };
  if (role === 'worker' || lakehouse.access)
    files['access-control.properties'] = propertiesText({
      'access-control.name': 'file',
      'security.config-file': '/etc/trino/access-control/rules.json',
      // Kubernetes brings a changed file into the pod; Trino looks for it.
      'security.refresh-period': '30s',
    });
  if (role === 'coordinator' && lakehouse.access)
    files['group-provider.properties'] = propertiesText({
      'group-provider.name': 'file',
      'file.group-file': '/etc/trino/access-control/groups.txt',
      'file.refresh-period': '30s',
    });
  if (authenticated)
    files['password-authenticator.properties'] = propertiesText({
      'password-authenticator.name': 'file',
      'file.password-file': '/etc/trino-users/password.db',
    });
  if (role === 'coordinator' && trino.resourceGroups)
    files['resource-groups.properties'] = propertiesText({
      'resource-groups.configuration-manager': 'file',
      'resource-groups.config-file': '/etc/trino/resource-groups.json',
    });
  if (role === 'coordinator' && trino.resourceGroups)
    files['resource-groups.json'] = resourceGroups(trino.resourceGroups);
  return files;
}

function configProperties(lakehouse: Lakehouse, role: TrinoRole): string {
  const { trino } = lakehouse;
  const coordinator = role === 'coordinator';
  const { tls } = trino;
  const password = trino.authentication.type === 'password';
  const https = coordinator && servesHttps(trino);
  return propertiesText({
    coordinator,
    'node-scheduler.include-coordinator': coordinator
      ? trino.workers === 0
      : undefined,
    'http-server.http.port': HTTP_PORT,
    // Its own Service has no endpoint before it is ready.
    'discovery.uri': `http://${
      coordinator ? 'localhost' : nameOf(lakehouse, 'trino')
    }:${HTTP_PORT}`,
    'internal-communication.shared-secret': '${ENV:INTERNAL_SECRET}',
    ...memory(lakehouse, role),
    ...(https
      ? {
          'http-server.https.enabled': 'true',
          'http-server.https.port': HTTPS_PORT,
          ...(tls.type === 'generated'
            ? {
                'http-server.https.keystore.path':
                  '/etc/trino-tls/keystore.p12',
                'http-server.https.keystore.key': '${ENV:KEYSTORE_PASSWORD}',
              }
            : { 'http-server.https.keystore.path': '/tls/server.pem' }),
        }
      : {}),
    // Who comes through an ingress, or the API server of the cluster, is refused without it (406).
    'http-server.process-forwarded': coordinator ? 'true' : undefined,
    'http-server.authentication.type':
      coordinator && password ? 'PASSWORD' : undefined,
    'retry-policy': trino.faultTolerant ? 'TASK' : undefined,
    'shutdown.grace-period': coordinator
      ? undefined
      : `${trino.gracePeriodSeconds}s`,
    'openmetrics.jmx-object-names':
      coordinator && trino.autoscaling?.by === 'keda'
        ? 'trino.execution:name=ClusterSizeMonitor'
        : undefined,
  });
}

function memory(lakehouse: Lakehouse, role: TrinoRole): Record<string, string> {
  const { trino } = lakehouse;
  const node = sizeTrinoNode(trino[role].memory);
  const worker = sizeTrinoNode(
    trino.workers > 0 ? trino.worker.memory : trino.coordinator.memory,
  );
  const most = trino.autoscaling?.maxWorkers ?? Math.max(trino.workers, 1);
  return {
    ...(role === 'coordinator'
      ? { 'query.max-memory': `${worker.queryMemoryMiB * most}MB` }
      : {}),
    ...(trino.version >= 476
      ? MEMORY_FROM_476
      : {
          'query.max-memory-per-node': `${node.queryMemoryMiB}MB`,
          'memory.heap-headroom-per-node': `${node.headroomMiB}MB`,
        }),
  };
}

type ResourceGroups = NonNullable<Lakehouse['trino']['resourceGroups']>;

/** Selectors are tried in order; the one without a group takes the rest, so it comes last. */
function resourceGroups(groups: ResourceGroups): string {
  const ordered = [
    ...groups.filter(({ group }) => group !== undefined),
    ...groups.filter(({ group }) => group === undefined),
  ];
  return `${JSON.stringify(
    {
      rootGroups: ordered.map(
        ({ name, concurrency, maxQueued = 100, memoryPercent = 100 }) => ({
          ...{ name, softMemoryLimit: `${memoryPercent}%` },
          ...{ hardConcurrencyLimit: concurrency, maxQueued },
        }),
      ),
      selectors: ordered.map(({ name, group }) => ({
        ...(group === undefined
          ? {}
          : { userGroup: group.replace(/[.]/g, '\\.') }),
        group: name,
      })),
    },
    null,
    2,
  )}\n`;
}
