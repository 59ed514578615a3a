import type { Lakehouse } from '../../document';
import { accessRules, WORKER_RULES } from '../access/accessRules';
import { groupFile } from '../access/groupFile';
import type { CatalogParts } from '../catalog/CatalogParts';
import type { Component } from '../model/Component';
import { contentHash } from '../model/contentHash';
import { metadataOf, nameOf, selectorOf } from '../model/metadata';
import { propertiesText } from '../model/propertiesText';
import type { RenderedObject } from '../model/RenderedObject';
import { weaknessAnnotations } from '../storage/knownWeaknesses';
import { type StorageParts, storagePartsOf } from '../storage/storageParts';
import { autoscaler } from './autoscaler';
import { servesHttps } from './servesHttps';
import { trinoCatalogs } from './trinoCatalogs';
import {
  HTTP_PORT,
  HTTPS_PORT,
  trinoConfig,
  type TrinoRole,
} from './trinoConfig';
import { trinoPod } from './trinoPod';

/** Trino: coordinator and workers, or one node. */
export function trinoComponent(
  lakehouse: Lakehouse,
  catalog: CatalogParts,
): Component {
  const { trino } = lakehouse;
  const storage = storagePartsOf(lakehouse);
  const { files, env } = trinoCatalogs(lakehouse, catalog, storage);
  const catalogs = configMap(lakehouse, 'trino-catalogs', files);
  const roles: TrinoRole[] =
    trino.workers > 0 ? ['coordinator', 'worker'] : ['coordinator'];
  const objects: RenderedObject[] = [
    ...serviceAccount(lakehouse, storage),
    catalogs,
    ...roles.flatMap(role =>
      node(lakehouse, role, { files, env, storage, catalogs }),
    ),
    service(lakehouse),
  ];
  if (trino.workers > 0) {
    objects.push(...autoscaler(lakehouse));
    if (trino.workers > 1 || trino.autoscaling)
      objects.push({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: metadataOf(lakehouse, 'trino-worker', 'worker'),
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: selectorOf(lakehouse, 'worker') },
        },
      });
  }
  if (trino.ingress) objects.push(ingress(lakehouse, trino.ingress));
  return { name: 'trino', title: `Trino ${trino.version}`, objects };
}

interface Shared {
  files: Record<string, string>;
  env: Parameters<typeof trinoPod>[3];
  storage: StorageParts;
  catalogs: RenderedObject;
}

function node(
  lakehouse: Lakehouse,
  role: TrinoRole,
  shared: Shared,
): RenderedObject[] {
  const { trino, access } = lakehouse;
  const suffix = role === 'worker' ? 'trino-worker' : 'trino';
  const exchange: Record<string, string> = trino.faultTolerant
    ? {
        'exchange-manager.properties': propertiesText({
          'exchange-manager.name': 'filesystem',
          ...shared.storage.exchange,
        }),
      }
    : {};
  const etc: Record<string, string> = {
    ...trinoConfig(lakehouse, role),
    ...exchange,
  };
  const rules: Record<string, string> | undefined =
    role === 'worker'
      ? { 'rules.json': json(WORKER_RULES) }
      : access && {
          'rules.json': json(accessRules(lakehouse, access)),
          'groups.txt': groupFile(access),
        };
  const etcMap = configMap(lakehouse, suffix, etc);
  const rulesMap = rules && configMap(lakehouse, `${suffix}-access`, rules);
  const { labels, spec } = trinoPod(
    lakehouse,
    role,
    {
      etc: etcMap.metadata.name,
      catalogs: shared.catalogs.metadata.name,
      accessControl: rulesMap?.metadata.name,
    },
    shared.env,
    shared.storage,
  );
  // Whoever scales owns the number: applied with it, each apply would set it back.
  const replicas =
    role === 'worker' && trino.autoscaling
      ? {}
      : { replicas: role === 'worker' ? trino.workers : 1 };
  return [
    etcMap,
    ...(rulesMap ? [rulesMap] : []),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadataOf(
        lakehouse,
        suffix,
        role,
        weaknessAnnotations(lakehouse),
      ),
      spec: {
        ...replicas,
        selector: { matchLabels: selectorOf(lakehouse, role) },
        // Two coordinators would not know each other's queries.
        strategy:
          role === 'coordinator'
            ? { type: 'Recreate' }
            : {
                type: 'RollingUpdate',
                rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
              },
        template: {
          metadata: {
            labels,
            // Rules are not among them: Trino reads them again by itself.
            annotations: { 'checksum/config': contentHash(etc, shared.files) },
          },
          spec,
        },
      },
    },
  ];
}

function configMap(
  lakehouse: Lakehouse,
  suffix: string,
  data: Record<string, string>,
): RenderedObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(lakehouse, suffix),
    data,
  };
}

function serviceAccount(
  lakehouse: Lakehouse,
  { identity }: StorageParts,
): RenderedObject[] {
  if (lakehouse.trino.serviceAccount) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadataOf(
        lakehouse,
        'trino',
        undefined,
        Object.keys(identity).length > 0 ? identity : undefined,
      ),
      automountServiceAccountToken: false,
    },
  ];
}

function service(lakehouse: Lakehouse): RenderedObject {
  const { trino } = lakehouse;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(lakehouse, 'trino', 'coordinator'),
    spec: {
      selector: selectorOf(lakehouse, 'coordinator'),
      ports: [
        { name: 'http', port: HTTP_PORT, targetPort: HTTP_PORT },
        ...(servesHttps(trino)
          ? [{ name: 'https', port: HTTPS_PORT, targetPort: HTTPS_PORT }]
          : []),
      ],
    },
  };
}

function ingress(
  lakehouse: Lakehouse,
  { host, className, tlsSecret }: NonNullable<Lakehouse['trino']['ingress']>,
): RenderedObject {
  const https = servesHttps(lakehouse.trino);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadataOf(
      lakehouse,
      'trino',
      'coordinator',
      https
        ? { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' }
        : undefined,
    ),
    spec: {
      ...(className ? { ingressClassName: className } : {}),
      ...(tlsSecret ? { tls: [{ hosts: [host], secretName: tlsSecret }] } : {}),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                ...{ path: '/', pathType: 'Prefix' },
                backend: {
                  service: {
                    name: nameOf(lakehouse, 'trino'),
                    port: { name: https ? 'https' : 'http' },
                  },
                },
              },
            ],
          },
        },
      ],
    },
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
