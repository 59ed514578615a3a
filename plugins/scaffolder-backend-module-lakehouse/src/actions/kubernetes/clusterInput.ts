import type { z as zod } from 'zod/v3';

/** What all actions on a cluster are given. */
export const clusterInput = {
  document: (z: typeof zod) =>
    z
      .union([z.string(), z.record(z.string(), z.any())])
      .describe('The Lakehouse document, as YAML or as an object'),
  cluster: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe(
        'Name of the cluster in the Kubernetes plugin; spec.cluster of the document',
      ),
};
