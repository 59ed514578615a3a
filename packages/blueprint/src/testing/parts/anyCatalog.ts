import fc from 'fast-check';
import { anySecret } from './anySecret';
import { anyUrl } from './anyHost';

/** Every kind of catalog by name, with all that can be said of it. */
export const CATALOGS: Record<string, fc.Arbitrary<object>> = {
  ...Object.fromEntries(
    ['jdbc', 'hive', 'nessie', 'polaris', 'lakekeeper'].map(type => [
      type,
      fc.constant({ type }),
    ]),
  ),
  ...Object.fromEntries(
    ['3.1.3', '4.0.1', '4.1.0'].map(version => [
      `hive ${version}`,
      fc.constant({ type: 'hive', version }),
    ]),
  ),
  glue: fc.record(
    {
      type: fc.constant('glue'),
      region: fc.constant('eu-west-1'),
      catalogId: fc.constant('123456789012'),
    },
    { requiredKeys: ['type', 'region'] },
  ),
  unity: fc.record(
    {
      type: fc.constant('unity'),
      uri: anyUrl('/api/2.1/unity-catalog/iceberg'),
      warehouse: fc.constantFrom('main', 'the main one'),
      readOnly: fc.boolean(),
      token: anySecret('token'),
    },
    { requiredKeys: ['type', 'uri', 'warehouse'] },
  ),
  'rest with a token': fc.record(
    {
      type: fc.constant('rest'),
      uri: anyUrl('/iceberg'),
      warehouse: fc.constant('s3://my-data/warehouse'),
      token: anySecret('token'),
      vendedCredentials: fc.boolean(),
      nestedNamespaces: fc.boolean(),
    },
    { requiredKeys: ['type', 'uri'] },
  ),
  'rest with OAuth2': fc.record(
    {
      type: fc.constant('rest'),
      uri: anyUrl(''),
      oauth2: fc.record(
        {
          serverUri: anyUrl('/token?realm=lake'),
          scope: fc.constantFrom('lake', 'PRINCIPAL_ROLE:ALL offline'),
          credential: anySecret('credential'),
        },
        { requiredKeys: ['serverUri', 'credential'] },
      ),
      vendedCredentials: fc.boolean(),
    },
    { requiredKeys: ['type', 'uri', 'oauth2'] },
  ),
};

/** Any catalog. */
export const anyCatalog = fc.oneof(...Object.values(CATALOGS));
