import type { AddonsSpec, Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { HTTP_PORT } from '../trino/trinoConfig';

/** An optional part. */
export type AddonName = Exclude<keyof AddonsSpec, 'deliver'>;

/** A chart, pinned, and the values that fit the lakehouse. */
export interface AddonChart {
  title: string;
  /** Address of the repository; `oci://…` for one in an image registry. */
  repository: string;
  chart: string;
  version: string;
  values(lakehouse: Lakehouse): Record<string, unknown>;
}

/** What Superset signs its sessions with: a person makes it once. */
export const SUPERSET_SECRET = { name: 'superset-session', key: 'secret-key' };

/** Versions as they were in November 2026; those of Flink and Superset could not be looked up, see docs/blueprint.md. */
export const ADDON_CHARTS: Record<AddonName, AddonChart> = {
  kafka: {
    title: 'Apache Kafka by Strimzi',
    repository: 'oci://quay.io/strimzi-helm',
    ...{ chart: 'strimzi-kafka-operator', version: '1.0.1' },
    values: ({ namespace }) => ({ watchNamespaces: [namespace] }),
  },
  airflow: {
    title: 'Apache Airflow',
    repository: 'https://airflow.apache.org',
    ...{ chart: 'airflow', version: '1.22.0' },
    values: lakehouse => ({
      executor: 'KubernetesExecutor',
      // The chart's own PostgreSQL is for trying out only; the metadata of Airflow is not the catalog's.
      env: [
        {
          name: 'AIRFLOW_CONN_TRINO_DEFAULT',
          value: `trino://airflow@${trinoAddress(lakehouse)}/${
            lakehouse.catalogName
          }`,
        },
      ],
    }),
  },
  spark: {
    title: 'Kubeflow Spark Operator',
    repository: 'https://kubeflow.github.io/spark-operator',
    ...{ chart: 'spark-operator', version: '2.5.1' },
    values: ({ namespace }) => ({ spark: { jobNamespaces: [namespace] } }),
  },
  flink: {
    title: 'Apache Flink Kubernetes Operator',
    repository:
      'https://downloads.apache.org/flink/flink-kubernetes-operator-1.13.0/',
    ...{ chart: 'flink-kubernetes-operator', version: '1.13.0' },
    values: ({ namespace }) => ({
      watchNamespaces: [namespace],
      webhook: { create: false },
    }),
  },
  superset: {
    title: 'Apache Superset',
    repository: 'https://apache.github.io/superset',
    ...{ chart: 'superset', version: '0.15.0' },
    values: lakehouse => ({
      // Superset does not start with the key of its documentation; this one never leaves the cluster.
      extraEnvRaw: [
        {
          name: 'SUPERSET_SECRET_KEY',
          valueFrom: { secretKeyRef: SUPERSET_SECRET },
        },
      ],
      bootstrapScript: '#!/bin/bash\nuv pip install trino[sqlalchemy]\n',
      extraConfigs: {
        'import_datasources.yaml': `databases:\n- database_name: ${
          lakehouse.name
        }\n  sqlalchemy_uri: trino://superset@${trinoAddress(lakehouse)}/${
          lakehouse.catalogName
        }\n  tables: []\n`,
      },
    }),
  },
};

function trinoAddress(lakehouse: Lakehouse): string {
  return `${nameOf(lakehouse, 'trino')}.${
    lakehouse.namespace
  }.svc:${HTTP_PORT}`;
}
