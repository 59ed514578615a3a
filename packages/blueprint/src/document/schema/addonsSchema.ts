import { z } from 'zod';
import { dnsLabel } from './names';

const addon = z.strictObject({
  namespace: dnsLabel
    .optional()
    .describe('Default: one of its own, NAME-ADDON'),
});

/** Optional parts that come by their own charts and operators. */
export const addonsSchema = z.strictObject({
  kafka: addon.optional().describe('Strimzi: streams into bronze'),
  airflow: addon.optional().describe('Apache Airflow: scheduled work'),
  spark: addon.optional().describe('Kubeflow Spark Operator'),
  flink: addon.optional().describe('Apache Flink Kubernetes Operator'),
  superset: addon.optional().describe('Apache Superset: dashboards'),
  deliver: z
    .enum(['argocd', 'flux'])
    .optional()
    .describe(
      'As Application of Argo CD (default) or HelmRelease of Flux; the values are files of their own either way',
    ),
});
