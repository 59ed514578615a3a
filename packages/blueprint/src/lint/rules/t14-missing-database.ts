import type { LintRule, RuleHit } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import type { ConfigFile } from '../objects/ConfigFile';
import {
  inSameNamespace,
  type ManifestObject,
} from '../objects/ManifestObject';
import type { PropertyEntry } from '../source/parseProperties';
import { findDatabases } from '../objects/findDatabases';
import { parseJdbcUrl } from '../objects/parseJdbcUrl';

/** T14. */
export const missingDatabase: LintRule = {
  id: 'T14',
  name: 'missing-database',
  severity: 'error',
  summary: 'A catalog of a PostgreSQL database or user that nobody creates',
  consequence:
    'The server starts; every query of the catalog fails: database or role does not exist.',
  fix: 'Create the database and the user in the init scripts of the PostgreSQL (or as a Database of CloudNativePG), or name those that exist.',
  source:
    'PostgreSQL image: POSTGRES_DB, POSTGRES_USER, docker-entrypoint-initdb.d',
  *check(context) {
    for (const node of context.trino)
      for (const catalog of node.catalogs)
        for (const entry of catalog.properties)
          if (/connection-url$/.test(entry.key))
            yield* check(context, catalog, entry, node.object);
  },
};

function* check(
  context: LintContext,
  catalog: ConfigFile,
  entry: PropertyEntry,
  near: ManifestObject | undefined,
): Generator<RuleHit> {
  const url = parseJdbcUrl(entry.value);
  if (!url) return;
  const server = findDatabases(context).find(
    database =>
      database.services.has(url.service) &&
      inSameNamespace(database, {
        namespace: url.namespace ?? near?.namespace,
      }),
  );
  if (!server || !server.complete || near === undefined) return;
  if (!server.names.has(url.database))
    yield {
      place: entry.place,
      object: catalog.object,
      message: `Database "${url.database}" is created nowhere: ${
        server.label
      } has ${[...server.names].map(name => `"${name}"`).join(', ')}`,
    };
  const user = catalog.property('connection-user');
  if (user && !/[$]\{/.test(user.value) && !server.users.has(user.value))
    yield {
      place: user.place,
      object: catalog.object,
      message: `User "${user.value}" is created nowhere: ${server.label} has ${[
        ...server.users,
      ]
        .map(name => `"${name}"`)
        .join(', ')}`,
    };
}
