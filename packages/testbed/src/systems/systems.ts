import { azure } from './catalogue/azure';
import { gcs } from './catalogue/gcs';
import { glue } from './catalogue/glue';
import { hms, hms3 } from './catalogue/hms';
import {
  kubernetes,
  kubernetesApi,
  kubernetesPods,
} from './catalogue/kubernetes';
import { mariadb } from './catalogue/mariadb';
import { minio } from './catalogue/minio';
import { nessie } from './catalogue/nessie';
import { polaris } from './catalogue/polaris';
import { postgres } from './catalogue/postgres';
import { rest } from './catalogue/rest';
import { s3 } from './catalogue/s3';
import { seaweedfs } from './catalogue/seaweedfs';
import { spark } from './catalogue/spark';
import { trino, trinoNext } from './catalogue/trino';
import { unity } from './catalogue/unity';
import type { SystemName } from './connections';
import type { System } from './System';

/** All systems of the testbed, in the order in which they are listed. */
export const SYSTEMS: { [N in SystemName]: System<N> } = {
  trino,
  'trino-next': trinoNext,
  postgres,
  mariadb,
  s3,
  minio,
  seaweedfs,
  rest,
  nessie,
  polaris,
  unity,
  hms,
  'hms-3': hms3,
  spark,
  glue,
  azure,
  gcs,
  'kubernetes-api': kubernetesApi,
  kubernetes,
  'kubernetes-pods': kubernetesPods,
};

/** Their names. */
export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];

/** Whether there is a system of this name. */
export function isSystemName(name: string): name is SystemName {
  return Object.hasOwn(SYSTEMS, name);
}
