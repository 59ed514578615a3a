import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { GlueCatalog, type GlueOptions } from '@lakehouse-portal/catalogs';
import { connectionSnippets } from '../../snippets';
import type { CatalogKind } from '../catalog';

/** The AWS Glue Data Catalog. */
export const glueKind: CatalogKind = {
  type: 'glue',
  keys: ['region', 'endpoint', 'catalogId', 'credentials'],
  async open({ name, config, key, storage }) {
    const options = readGlueOptions(config, key);
    const { region, catalogId, endpoint } = options;
    return {
      catalog: new GlueCatalog(options),
      details: detailsOf(options),
      snippets: connectionSnippets({
        lakehouse: name,
        catalog: { kind: 'glue', region, catalogId, endpoint },
        ...{ stores: storage.stores, warehouses: storage.warehouses },
      }),
    };
  },
};

function readGlueOptions(config: Config, key: string): GlueOptions {
  const credentials = config.getOptionalConfig('credentials');
  const accessKeyId = credentials?.getOptionalString('accessKeyId');
  const secretAccessKey = credentials?.getOptionalString('secretAccessKey');
  const arn = credentials?.getOptionalString('roleArn');
  const externalId = credentials?.getOptionalString('externalId');
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw new InputError(
      `Config ${key}.credentials.${
        accessKeyId === undefined ? 'accessKeyId' : 'secretAccessKey'
      } is missing: accessKeyId and secretAccessKey belong together`,
    );
  }
  if (externalId !== undefined && arn === undefined) {
    throw new InputError(
      `Config ${key}.credentials.externalId is of no use without roleArn`,
    );
  }
  return {
    region: config.getOptionalString('region'),
    endpoint: config.getOptionalString('endpoint'),
    catalogId: readCatalogId(config, key),
    profile: credentials?.getOptionalString('profile'),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: {
          accessKeyId,
          secretAccessKey,
          sessionToken: credentials?.getOptionalString('sessionToken'),
        },
      }),
    ...(arn !== undefined && { role: { arn, externalId } }),
  };
}

/** In YAML a number without quotes is one, and loses the zeros at its beginning. */
function readCatalogId(config: Config, key: string): string | undefined {
  const value = config.getOptional('catalogId');
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  throw new InputError(
    `Config ${key}.catalogId has to be text: put the twelve digits of the account into quotes`,
  );
}

function detailsOf(options: GlueOptions): ConnectionDetail[] {
  const { region, catalogId, endpoint } = options;
  return [
    { label: 'Kind', value: 'AWS Glue Data Catalog' },
    ...(region === undefined ? [] : [{ label: 'Region', value: region }]),
    ...(catalogId === undefined
      ? []
      : [{ label: 'Catalog of account', value: catalogId }]),
    ...(endpoint === undefined ? [] : [{ label: 'Endpoint', value: endpoint }]),
  ];
}
