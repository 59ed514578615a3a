import type { Lakehouse } from '../../document';
import { EXTERNAL_ANNOTATION } from '../../lint';
import type { Component } from '../model/Component';
import { labelsOf, metadataOf, nameOf, selectorOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { dataClaim } from '../pods/dataClaim';
import { podSpec } from '../pods/podSpec';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { databaseLogin } from '../secrets/secretValues';
import { CATALOG_DATABASE } from './databaseAccess';

/** User id of PostgreSQL's image. */
export const POSTGRES_USER = 999;

/** PostgreSQL for the catalog; nothing where it is there already, or not needed. */
export function databaseComponent(lakehouse: Lakehouse): Component | undefined {
  const { database, storageClass } = lakehouse;
  switch (database?.type) {
    case 'postgres':
      return {
        name: 'database',
        title: 'PostgreSQL: what the catalog knows',
        objects: postgres(lakehouse, database.volume),
      };
    case 'cloudnative-pg':
      return {
        name: 'database',
        title: 'PostgreSQL, run by CloudNativePG',
        objects: [
          {
            apiVersion: 'postgresql.cnpg.io/v1',
            kind: 'Cluster',
            metadata: metadataOf(lakehouse, 'postgres', 'database', {
              // The operator makes them.
              [EXTERNAL_ANNOTATION]: `Secret/${nameOf(
                lakehouse,
                'postgres-app',
              )}, Service/${nameOf(lakehouse, 'postgres-rw')}`,
            }),
            spec: {
              instances: database.instances,
              imageName: `ghcr.io/cloudnative-pg/postgresql:${
                /:(\d+(?:\.\d+)?)/.exec(lakehouse.images.postgres)?.[1] ?? '17'
              }`,
              bootstrap: {
                initdb: { database: CATALOG_DATABASE, owner: 'lakehouse' },
              },
              storage: {
                size: database.volume,
                ...(storageClass ? { storageClass } : {}),
              },
              resources: smallResources(SMALL_RESOURCES.database),
            },
          },
        ],
      };
    default:
      return undefined;
  }
}

function postgres(lakehouse: Lakehouse, volume: string): RenderedObject[] {
  const selector = selectorOf(lakehouse, 'database');
  const { user, password } = databaseLogin(lakehouse);
  const isReady = [
    'pg_isready',
    '--host=127.0.0.1',
    `--dbname=${CATALOG_DATABASE}`,
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(lakehouse, 'postgres', 'database'),
      spec: {
        selector,
        ports: [{ name: 'postgres', port: 5432, targetPort: 5432 }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadataOf(lakehouse, 'postgres', 'database'),
      spec: {
        serviceName: nameOf(lakehouse, 'postgres'),
        replicas: 1,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: labelsOf(lakehouse, 'database') },
          spec: podSpec(lakehouse, {
            user: POSTGRES_USER,
            containers: [
              {
                name: 'postgres',
                image: lakehouse.images.postgres,
                ports: [{ name: 'postgres', containerPort: 5432 }],
                env: [
                  { name: 'POSTGRES_DB', value: CATALOG_DATABASE },
                  envFrom('POSTGRES_USER', user),
                  envFrom('POSTGRES_PASSWORD', password),
                  // A folder of the volume: its root belongs to the group that Kubernetes gave it, which PostgreSQL refuses.
                  { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
                ],
                // Whoever listens on TCP has been initialised: before that the image's server has a socket only.
                startupProbe: {
                  exec: { command: isReady },
                  periodSeconds: 2,
                  failureThreshold: 60,
                  timeoutSeconds: 5,
                },
                readinessProbe: {
                  exec: { command: isReady },
                  periodSeconds: 5,
                  timeoutSeconds: 5,
                },
                livenessProbe: {
                  exec: { command: isReady },
                  periodSeconds: 20,
                  timeoutSeconds: 5,
                  failureThreshold: 6,
                },
                resources: smallResources(SMALL_RESOURCES.database),
                volumeMounts: [
                  { name: 'data', mountPath: '/var/lib/postgresql/data' },
                  { name: 'run', mountPath: '/run/postgresql' },
                ],
              },
            ],
            volumes: [{ name: 'run', emptyDir: {} }],
          }),
        },
        volumeClaimTemplates: [dataClaim(lakehouse, volume)],
      },
    },
  ];
}
