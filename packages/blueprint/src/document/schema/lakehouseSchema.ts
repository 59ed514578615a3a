import { z } from 'zod';
import { accessSchema } from './accessSchema';
import { addonsSchema } from './addonsSchema';
import { catalogSchema } from './catalogSchema';
import { databaseSchema } from './databaseSchema';
import { dnsLabel, dnsName, image, labels, registry } from './names';
import { duration, identifier } from './primitives';
import { storageSchema } from './storageSchema';
import { textOf } from './textOf';
import { trinoSchema } from './trinoSchema';

/** `apiVersion` of the documents that this version reads. */
export const LAKEHOUSE_API_VERSION = 'lakehouse-portal.io/v1alpha1';

/** A `Lakehouse` document, as somebody writes it. */
export const lakehouseSchema = z.strictObject({
  apiVersion: z.literal(LAKEHOUSE_API_VERSION),
  kind: z.literal('Lakehouse'),
  metadata: z.strictObject({
    name: textOf(
      /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
      'must be lower case letters, digits and dashes, and begin with a letter',
      40,
    ).describe('Begins the name of every object'),
    labels: labels.optional(),
  }),
  spec: z.strictObject({
    owner: textOf(
      /^[A-Za-z0-9:/_.-]+$/,
      'must be the entity reference of a group or user',
      200,
    ).describe('Entity reference of the group or user that answers for it'),
    cluster: textOf(/^[^\s]+$/, 'must be the name of a cluster', 200)
      .optional()
      .describe('Name of the cluster in the portal'),
    namespace: dnsLabel
      .optional()
      .describe('Default: the name of the lakehouse'),
    createNamespace: z
      .boolean()
      .optional()
      .describe(
        'Whether the namespace is part of what is rendered; default: true',
      ),
    size: z
      .enum(['demo', 'small', 'medium', 'large'])
      .optional()
      .describe('Default: demo'),
    storage: storageSchema.optional().describe('Default: versitygw'),
    database: databaseSchema
      .optional()
      .describe('Default: postgres, where the catalog needs one'),
    catalog: catalogSchema.optional().describe('Default: jdbc'),
    catalogName: identifier
      .optional()
      .describe('Name of the catalog in Trino; default: lakehouse'),
    trino: trinoSchema.optional(),
    layers: z
      .array(
        z.strictObject({
          name: identifier.describe('Schema of the layer'),
          retention: duration
            .optional()
            .describe(
              'How long snapshots of its tables are kept, by health and maintenance of the portal; rows stay',
            ),
        }),
      )
      .min(1, 'must have at least one layer')
      .max(20)
      .optional()
      .describe('Default: bronze (90d), silver (2y), gold (forever)'),
    access: accessSchema.optional(),
    maintenance: z
      .strictObject({
        policy: dnsName
          .optional()
          .describe(
            'MaintenancePolicy of the portal that is for this lakehouse too; must be there when it is registered',
          ),
      })
      .optional(),
    addons: addonsSchema.optional(),
    network: z
      .strictObject({
        isolate: z
          .boolean()
          .optional()
          .describe(
            'NetworkPolicies: storage and database are reached from this lakehouse only; default: true',
          ),
        from: z
          .array(dnsLabel)
          .max(100)
          .optional()
          .describe('Namespaces from which Trino may be reached; default: any'),
      })
      .optional(),
    quota: z
      .boolean()
      .optional()
      .describe(
        'A ResourceQuota of what it needs at most, with room for an update; default: false',
      ),
    storageClass: dnsName.optional().describe("Default: the cluster's"),
    images: z
      .partialRecord(
        z.enum([
          'trino',
          'postgres',
          'versitygw',
          'hive',
          'nessie',
          'polaris',
          'polaris-admin',
          'lakekeeper',
          'seaweedfs',
          'rustfs',
          'minio',
        ]),
        image,
      )
      .optional()
      .describe('Other images, for example of the registry of a company'),
    registry: registry
      .optional()
      .describe('Mirror of all images that are not named in `images`'),
    imagePullSecrets: z.array(dnsName).max(10).optional(),
  }),
});
