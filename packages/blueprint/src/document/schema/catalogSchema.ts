import { z } from 'zod';
import { httpUrl } from './names';
import { propertyText } from './primitives';
import { secretSchema } from './secretSchema';
import { textOf } from './textOf';

const oauth2 = z
  .strictObject({
    serverUri: httpUrl.describe('Where tokens are had'),
    scope: textOf(
      /^[^\s$]+( [^\s$]+)*$/,
      'must be scopes with single spaces',
      300,
    ).optional(),
    credential: secretSchema(
      { credential: 'credential' },
      'client_id:client_secret',
    ),
  })
  .describe('OAuth2 client credentials');

/** Which catalog keeps the pointers to the tables. */
export const catalogSchema = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('jdbc') })
    .describe("Iceberg's JDBC catalog in the metadata database"),
  z
    .strictObject({
      type: z.literal('hive'),
      version: z
        .enum(['3.1.3', '4.0.1', '4.1.0'])
        .optional()
        .describe('Default: 4.0.1'),
    })
    .describe('Hive Metastore with the metadata database'),
  z
    .strictObject({ type: z.literal('nessie') })
    .describe(
      'Nessie with the metadata database: branches and commits of the whole catalog',
    ),
  z
    .strictObject({ type: z.literal('polaris') })
    .describe('Apache Polaris with the metadata database'),
  z
    .strictObject({ type: z.literal('lakekeeper') })
    .describe('Lakekeeper with the metadata database'),
  z
    .strictObject({
      type: z.literal('unity'),
      uri: httpUrl.describe(
        'Of the Unity Catalog, up to …/unity-catalog/iceberg or …/iceberg-rest',
      ),
      warehouse: propertyText.describe('Name of the catalog there'),
      readOnly: z
        .boolean()
        .optional()
        .describe('Default: true, as the open source server only reads'),
      token: secretSchema({ token: 'token' }, 'Access token').optional(),
    })
    .describe('An existing Unity Catalog, by its Iceberg interface'),
  z
    .strictObject({
      type: z.literal('glue'),
      region: textOf(
        /^[a-z0-9-]+$/,
        'must be a region, for example eu-west-1',
        40,
      ),
      catalogId: textOf(
        /^[0-9]{12}$/,
        'must be the 12 digits of an account',
        12,
      ).optional(),
    })
    .describe('AWS Glue, with the credentials of the storage'),
  z
    .strictObject({
      type: z.literal('rest'),
      uri: httpUrl,
      warehouse: propertyText.optional(),
      oauth2: oauth2.optional(),
      token: secretSchema({ token: 'token' }, 'Bearer token').optional(),
      vendedCredentials: z
        .boolean()
        .optional()
        .describe(
          'Whether the catalog lends credentials for the storage; default: false',
        ),
      nestedNamespaces: z.boolean().optional(),
    })
    .describe('Any existing Iceberg REST catalog'),
]);
