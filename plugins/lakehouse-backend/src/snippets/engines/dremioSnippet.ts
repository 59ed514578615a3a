import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareUrl, splitLocation } from '../addresses';
import { hiveClientSettings } from '../hiveClientSettings';
import { unityRestUrl } from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { doubleQuoted, singleQuoted, sqlComment } from '../quoting';
import type { SnippetContext } from '../SnippetContext';

const ENGINE = 'Dremio';
const NEEDS =
  'it would need an Iceberg REST catalog, Nessie, Glue or a Hive Metastore.';

/** Dremio (26) opens a catalog as a source, which an administrator adds in its pages. */
export function dremioSnippet(context: SnippetContext): QuerySnippet {
  const { catalog, store } = context;
  if (catalog.kind === 'trino') {
    return notPossible(ENGINE, ONLY_TRINO);
  }
  if (catalog.kind === 'sqlite') {
    return notPossible(
      ENGINE,
      `It can't open a SQLite file as a catalog; ${NEEDS}`,
    );
  }
  if (catalog.kind === 'postgresql' || catalog.kind === 'mysql') {
    return notPossible(ENGINE, `It has no JDBC catalog for Iceberg; ${NEEDS}`);
  }
  if (store.kind === 'local' || store.kind === 'other') {
    return notPossible(
      ENGINE,
      'The files lie where it has no source for: it reads object stores.',
    );
  }
  if ('auth' in catalog && ['basic', 'sigv4'].includes(catalog.auth.kind)) {
    return notPossible(
      ENGINE,
      'Its sources can’t identify themselves in the way that this catalog wants.',
    );
  }
  if (hiveClientSettings(catalog).length > 0) {
    return notPossible(
      ENGINE,
      'Of its Hive sources it is not known to us how they are told of another catalog of a metastore, of TLS or of frames.',
    );
  }
  const bucket = splitLocation(context.tableLocation);
  const path =
    catalog.kind === 'folder' && bucket
      ? [bucket.bucket, ...bucket.path.split('/').filter(Boolean)]
      : [...context.namespace, context.table];
  const name = [context.lakehouse, ...path].map(doubleQuoted).join('.');
  return {
    engine: ENGINE,
    language: 'sql',
    code: [
      ...sqlComment(...sourceOf(context)),
      `SELECT * FROM ${name}${travel(context)} LIMIT 10;`,
    ].join('\n'),
  };
}

function travel({ catalog, snapshotId }: SnippetContext): string {
  if (snapshotId) {
    return ` AT SNAPSHOT ${singleQuoted(snapshotId)}`;
  }
  return catalog.kind === 'nessie'
    ? ` AT REFERENCE ${doubleQuoted(catalog.reference)}`
    : '';
}

function sourceOf({ catalog, lakehouse, store }: SnippetContext): string[] {
  const keys = 'with keys of the object store under Storage';
  switch (catalog.kind) {
    case 'rest':
      return [
        `A source named ${lakehouse} of the kind Iceberg REST Catalog (Dremio 26, Enterprise and Cloud):`,
        `  endpoint ${bareUrl(catalog.url)}${
          catalog.warehouse
            ? `, catalog property warehouse = ${catalog.warehouse}`
            : ''
        }${
          catalog.prefix ? `, catalog property prefix = ${catalog.prefix}` : ''
        }${catalog.vendedCredentials ? '' : `, ${keys}`}`,
        ...(catalog.headers?.length
          ? [
              `  catalog properties for its headers: ${catalog.headers
                .map(header => `header.${header}`)
                .join(', ')}`,
            ]
          : []),
      ];
    case 'unity':
      return [
        `A source named ${lakehouse} of the kind Unity Catalog (Dremio 26, Enterprise and Cloud):`,
        `  endpoint ${unityRestUrl(catalog)}, catalog ${
          catalog.catalog
        }, ${keys}`,
      ];
    case 'nessie':
      return [
        `A source named ${lakehouse} of the kind Nessie:`,
        `  endpoint ${bareUrl(catalog.url)}/api/v2, ${keys}`,
      ];
    case 'hive':
      return [
        `A source named ${lakehouse} of the kind Hive 3.x:`,
        `  ${catalog.uris.join(', ')}, with the properties of ${
          store.kind === 's3' ? 's3a' : 'the object store'
        } under Advanced options`,
      ];
    case 'glue':
      return [
        `A source named ${lakehouse} of the kind AWS Glue Data Catalog${
          catalog.region ? `, region ${catalog.region}` : ''
        }`,
      ];
    default:
      return [
        `A source named ${lakehouse} for the object store, and the folder of the table formatted as an Iceberg table.`,
        'That works for tables with metadata/version-hint.text, as Hadoop’s catalog writes it.',
      ];
  }
}
