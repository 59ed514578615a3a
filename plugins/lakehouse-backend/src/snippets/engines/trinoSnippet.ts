import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareUrl, localPath } from '../addresses';
import { FRAMED, notPossible } from '../notPossible';
import { doubleQuoted, singleQuoted, sqlComment } from '../quoting';
import { isSecret, type Setting } from '../Setting';
import type { SnippetContext } from '../SnippetContext';
import {
  hasUpperCase,
  trinoCatalogSettings,
  trinoStoreSettings,
} from './trinoSettings';

const ENGINE = 'Trino';

/**
 * Trino (476 to 483) opens the catalog by a file of properties. Where it has none for this kind, the table is registered
 * in a catalog of Trino's own, as it is at that moment.
 */
export function trinoSnippet(context: SnippetContext): QuerySnippet {
  const { catalog, store } = context;
  if (store.kind === 'other' && catalog.kind !== 'trino') {
    return notPossible(
      ENGINE,
      `It has no file system for ${context.tableLocation}.`,
    );
  }
  switch (catalog.kind) {
    case 'trino':
      return directly(context, catalog);
    case 'sqlite':
      return registered(
        context,
        'Trino has no driver for a SQLite catalog, so the table is registered in a catalog of its own,',
      );
    case 'folder':
      return registered(
        context,
        'Trino needs a catalog, and this lakehouse is a folder without one, so the table is registered in one of its own,',
      );
    default:
      return opened(context);
  }
}

function directly(
  context: SnippetContext,
  catalog: { url: string; catalog: string },
): QuerySnippet {
  return snippet([
    ...sqlComment(
      `trino --server ${bareUrl(
        catalog.url,
      )} --user YOU   (--password when it asks for one)`,
    ),
    select(
      catalog.catalog,
      context.namespace.join('.'),
      context.table,
      context,
    ),
  ]);
}

function opened(context: SnippetContext): QuerySnippet {
  const { catalog, namespace, table } = context;
  const isRest = catalog.kind === 'rest' || catalog.kind === 'unity';
  const isAsRest =
    'auth' in catalog && !isRest
      ? !['none', 'bearer'].includes(catalog.auth.kind)
      : 'auth' in catalog && catalog.auth.kind === 'basic';
  if (isAsRest) {
    return notPossible(
      ENGINE,
      `Its ${
        isRest ? 'REST' : 'Nessie'
      } catalog can't identify itself in the way that this one wants.`,
    );
  }
  if (!isRest && namespace.length > 1) {
    return notPossible(
      ENGINE,
      `Its schemas have one level in a catalog of this kind, and ${namespace.join(
        '.',
      )} has ${namespace.length}.`,
    );
  }
  const odd = [...namespace, table].find(hasUpperCase);
  if (!isRest && odd !== undefined) {
    return notPossible(
      ENGINE,
      `Its names are in lower case, and it would not find “${odd}” in a catalog of this kind.`,
    );
  }
  if (catalog.kind === 'hive' && catalog.isFramed) {
    return notPossible(ENGINE, FRAMED);
  }
  const settings: Setting[] = [
    ['connector.name', 'iceberg'],
    ...trinoCatalogSettings(context),
    ...trinoStoreSettings(context),
  ];
  const name = context.lakehouse;
  const needs481 =
    catalog.kind === 'rest' && (catalog.headers ?? []).length > 0;
  return snippet([
    ...sqlComment(
      `etc/catalog/${name}.properties on every node of Trino${
        needs481 ? ', 481 or newer' : ''
      }${
        catalog.kind === 'hive' && catalog.isEncrypted
          ? '; put in what stands in <…>'
          : ''
      }:`,
      ...settings.map(property),
    ),
    select(name, namespace.join('.'), table, context),
  ]);
}

function registered(context: SnippetContext, why: string): QuerySnippet {
  const name = context.store.kind === 'local' ? 'lake' : context.lakehouse;
  const schema = lower(context.namespace.join('_'));
  const table = lower(context.table);
  const file = localPath(context.metadataLocation);
  const values = [
    schema,
    table,
    context.tableLocation,
    file.slice(file.lastIndexOf('/') + 1),
  ].map(singleQuoted);
  const quoted = /^[a-z_]\w*$/.test(name) ? name : doubleQuoted(name);
  return snippet([
    ...sqlComment(
      why,
      `here ${name}, whose properties need these lines on every node${
        context.store.kind === 'local' ? ', and the same disk' : ''
      }:`,
      ...[
        ['iceberg.register-table-procedure.enabled', 'true'] satisfies Setting,
        ...trinoStoreSettings(context),
      ].map(property),
      'That is the state at this moment: later commits do not show.',
    ),
    `CREATE SCHEMA IF NOT EXISTS ${[name, schema]
      .map(doubleQuoted)
      .join('.')};`,
    `CALL ${quoted}.system.register_table(${values.join(', ')});`,
    select(name, schema, table, context),
  ]);
}

function select(
  catalog: string,
  schema: string,
  table: string,
  { snapshotId }: SnippetContext,
): string {
  const name = [catalog, lower(schema), lower(table)]
    .map(doubleQuoted)
    .join('.');
  const travel = snapshotId ? ` FOR VERSION AS OF ${snapshotId}` : '';
  return `SELECT * FROM ${name}${travel} LIMIT 10;`;
}

function property([key, value]: Setting): string {
  return `  ${key}=${isSecret(value) ? `\${ENV:${value.secret}}` : value}`;
}

function lower(name: string): string {
  return name.toLocaleLowerCase('en-US');
}

function snippet(lines: string[]): QuerySnippet {
  return { engine: ENGINE, language: 'sql', code: lines.join('\n') };
}
