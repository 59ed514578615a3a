import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  namespaceLevels,
  namespaceName,
  UnityCatalog,
} from '@lakehouse-portal/catalogs';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { connectionSnippets, type SnippetCatalog } from '../../snippets';
import type { CatalogConnectionContext, CatalogKind } from '../catalog';
import { HTTP_KEYS, readHttpOptions } from '../rest/readHttpOptions';

const API_PATH = '/api/2.1/unity-catalog';

/** Unity Catalog: open source or of Databricks. */
export const unityKind: CatalogKind = {
  type: 'unity',
  // `namespaces` is refused with what to use instead.
  keys: [...HTTP_KEYS, 'namespaces', 'catalog', 'icebergPath'],
  async open(context) {
    const { config, key } = context;
    const settings = readHttpOptions(config, key, {
      example: 'https://unity.example.com',
    });
    const { options, authentication, secrets, snippetAuth } = settings;
    if (options.namespaces) {
      throw new InputError(
        `Config ${key}.namespaces is not for Unity Catalog; name one of its catalogs by ${key}.catalog`,
      );
    }
    const catalog = config.getOptionalString('catalog');
    const icebergPath = readIcebergPath(config, key);
    return {
      catalog: new UnityCatalog({ ...options, catalog, icebergPath }),
      secrets,
      snippets: unitySnippets(context, catalog, {
        kind: 'unity',
        url: options.url.href.replace(/\/+$/, ''),
        icebergPath: icebergPath || undefined,
        auth: snippetAuth,
      }),
      details: [
        { label: 'Kind', value: 'Unity Catalog' },
        { label: 'Server', value: options.url.href },
        ...(catalog === undefined
          ? []
          : [{ label: 'Catalog', value: catalog }]),
        ...(icebergPath === false
          ? []
          : [
              {
                label: 'Iceberg REST face',
                value: new URL(
                  icebergPath ?? `${API_PATH}/iceberg`,
                  options.url,
                ).href,
              },
            ]),
        { label: 'Authentication of the portal', value: authentication },
      ],
    };
  },
};

function readIcebergPath(
  config: Config,
  key: string,
): string | false | undefined {
  const value = config.getOptional('icebergPath');
  if (value === undefined || value === false || typeof value === 'string') {
    return value;
  }
  throw new InputError(
    `Config ${key}.icebergPath must be a path like ${API_PATH}/iceberg-rest, or false`,
  );
}

/** Engines open one catalog: that of the configuration, or the first level of the table's namespace. */
function unitySnippets(
  { name: lakehouse, storage }: CatalogConnectionContext,
  catalog: string | undefined,
  unity: Omit<Extract<SnippetCatalog, { kind: 'unity' }>, 'catalog'>,
): LakehouseConnector['snippets'] {
  const { stores, warehouses } = storage;
  return table => {
    const levels = namespaceLevels(table.namespace);
    const opened = catalog ?? levels[0];
    const snippets = connectionSnippets({
      ...{ lakehouse, stores, warehouses },
      catalog: { ...unity, catalog: opened },
    });
    return snippets(
      catalog === undefined
        ? { ...table, namespace: namespaceName(levels.slice(1)) }
        : table,
    );
  };
}
