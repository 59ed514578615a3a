import type {
  SeenRequest,
  TestAnswer,
} from '../../__testUtils__/CatalogTestServer';
import { TABLES } from './unityTables';

/** Where a Unity Catalog has its API. */
export const API = '/api/2.1/unity-catalog';

function page(
  request: SeenRequest,
  member: string,
  items: object[],
): TestAnswer {
  const start = Number(request.query.get('page_token') ?? 0);
  const end = start + 2;
  return {
    json: {
      [member]: items.slice(start, end),
      ...(end < items.length && { next_page_token: String(end) }),
    },
  };
}

const notFound = {
  status: 404,
  json: { error_code: 'NOT_FOUND', message: 'x' },
};

/**
 * A Unity Catalog as its published API description has it (api/all.yaml of unitycatalog/unitycatalog): no server of it can
 * be had from a package registry. Two entries on a page.
 */
export function ownApi(request: SeenRequest): TestAnswer {
  const path = request.path.slice(API.length + 1);
  const catalog = request.query.get('catalog_name');
  const full = Object.keys(TABLES).map(name => name.split('.'));
  if (path === 'catalogs')
    return page(request, 'catalogs', [
      { name: 'unity', comment: 'Main' },
      { name: 'other' },
    ]);
  if (path === 'schemas')
    return page(
      request,
      'schemas',
      full
        .filter(([name]) => name === catalog)
        .map(([, name]) => ({
          name,
          comment: `Schema ${name}`,
          properties: { layer: 'gold' },
        })),
    );
  if (path === 'tables')
    return page(
      request,
      'tables',
      TABLES[`${catalog}.${request.query.get('schema_name')}`] ?? [],
    );
  const [, one] = /^tables\/(.*)$/.exec(decodeURIComponent(path)) ?? [];
  const [, container = '', name] = /^(.*)\.([^.]+)$/.exec(one ?? '') ?? [];
  const found = TABLES[container]?.find(
    item => (item as { name: string }).name === name,
  );
  return found ? { json: found } : notFound;
}
