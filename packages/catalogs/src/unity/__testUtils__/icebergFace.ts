import type {
  SeenRequest,
  TestAnswer,
} from '../../__testUtils__/CatalogTestServer';
import { tableMetadataJson } from '../../__testUtils__/tableMetadataJson';
import { API } from './ownApi';
import { READABLE, TABLES } from './unityTables';

/** Where the metadata of every table is that can be read. */
export const LOCATION = 's3://lake/marksheet/metadata/00002.metadata.json';

/** What Unity Catalog answers to clients of Iceberg REST catalogs. */
export function icebergFace(request: SeenRequest): TestAnswer {
  const path = request.path.slice(`${API}/iceberg/v1/`.length);
  if (path === 'config')
    return {
      json: {
        defaults: {},
        overrides: { prefix: `catalogs/${request.query.get('warehouse')}` },
      },
    };
  const [, catalog, rest] = /^catalogs\/([^/]+)\/(.*)$/.exec(path) ?? [];
  if (rest === 'namespaces')
    return {
      json: {
        namespaces: Object.keys(TABLES)
          .filter(name => name.startsWith(`${catalog}.`))
          .map(name => [name.split('.')[1]]),
      },
    };
  const [, schema, table] =
    /^namespaces\/([^/]+)\/tables(?:\/(.*))?$/.exec(rest ?? '') ?? [];
  const names = READABLE[`${catalog}.${schema}`] ?? [];
  if (schema && table === undefined)
    return {
      json: {
        identifiers: names.map(name => ({ namespace: [schema], name })),
      },
    };
  if (!names.includes(table)) {
    return {
      status: 404,
      json: {
        error: { type: 'NoSuchTableException', message: 'x', code: 404 },
      },
    };
  }
  return response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      `{"metadata-location":"${LOCATION}","metadata":${tableMetadataJson()}}`,
    );
  };
}
