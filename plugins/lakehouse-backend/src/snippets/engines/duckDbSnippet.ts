import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';
import { bareUrl, localPath } from '../addresses';
import { unityRestUrl } from '../icebergSettings';
import { notPossible, ONLY_TRINO } from '../notPossible';
import { doubleQuoted, singleQuoted, sqlComment } from '../quoting';
import { placeholder, VARIABLES } from '../Setting';
import type { SnippetAuth, SnippetCatalog } from '../SnippetCatalog';
import type { SnippetContext } from '../SnippetContext';

const ENGINE = 'DuckDB';
const INSTALL = 'INSTALL iceberg; LOAD iceberg;';

/** DuckDB (1.4 and newer) opens Iceberg REST catalogs; tables of all others by their metadata file. */
export function duckDbSnippet(context: SnippetContext): QuerySnippet {
  const { catalog } = context;
  switch (catalog.kind) {
    case 'trino':
      return notPossible(ENGINE, ONLY_TRINO);
    case 'rest':
      if (catalog.prefix !== undefined) {
        return ofFile(
          context,
          'DuckDB can’t be told of the prefix below which this catalog is asked, so its metadata file is read.',
        );
      }
      return catalog.headers && catalog.headers.length > 0
        ? ofFile(
            context,
            'This catalog wants headers of its own, which DuckDB does not send, so its metadata file is read.',
          )
        : attached(context, {
            url: bareUrl(catalog.url),
            warehouse: catalog.warehouse ?? '',
            auth: catalog.auth,
            vended: catalog.vendedCredentials,
          });
    case 'nessie':
      // Seen with DuckDB 1.5.5 and Nessie 0.99: ATTACH fails, with an error that says nothing.
      return ofFile(
        context,
        'DuckDB does not open the Iceberg REST face of Nessie, so the metadata file is read.',
      );
    case 'unity':
      return attached(context, {
        url: unityRestUrl(catalog),
        warehouse: catalog.catalog,
        auth: catalog.auth,
      });
    case 'glue':
      return glue(context, catalog.catalogId);
    default:
      return ofFile(context);
  }
}

function attached(
  context: SnippetContext,
  rest: { url: string; warehouse: string; auth: SnippetAuth; vended?: boolean },
): QuerySnippet {
  const secret = catalogSecret(rest);
  if (secret === undefined) {
    return notPossible(
      ENGINE,
      'It has no user and password for a REST catalog, and this one wants them.',
    );
  }
  const nested = context.namespace.length > 1;
  const options = [
    'TYPE iceberg',
    `ENDPOINT ${singleQuoted(rest.url)}`,
    ...secret.options,
    ...(rest.vended ? [] : ["ACCESS_DELEGATION_MODE 'none'"]),
    ...(nested ? ['SUPPORT_NESTED_NAMESPACES true'] : []),
  ];
  return snippet([
    INSTALL,
    ...(secret.statement ? [...replaceComment(), secret.statement] : []),
    // Requests to the catalog are signed with what is for the files.
    ...(rest.vended && rest.auth.kind !== 'sigv4' ? [] : storeSecret(context)),
    `ATTACH ${singleQuoted(rest.warehouse)} AS ${doubleQuoted(
      context.lakehouse,
    )} (${options.join(', ')});`,
    select(context),
  ]);
}

function glue(context: SnippetContext, catalogId?: string): QuerySnippet {
  return snippet([
    INSTALL,
    ...storeSecret(context),
    ...(catalogId ? [] : replaceComment()),
    `ATTACH ${singleQuoted(catalogId ?? '<AWS_ACCOUNT_ID>')} AS ${doubleQuoted(
      context.lakehouse,
    )} (TYPE iceberg, ENDPOINT_TYPE glue);`,
    select(context),
  ]);
}

function ofFile(context: SnippetContext, why?: string): QuerySnippet {
  const travel = context.snapshotId
    ? `, snapshot_from_id => ${context.snapshotId}`
    : '';
  return snippet([
    INSTALL,
    ...storeSecret(context),
    ...sqlComment(
      ...(why ? [why] : []),
      'The state at this moment: each commit writes another metadata file.',
    ),
    `SELECT * FROM iceberg_scan(${singleQuoted(
      localPath(context.metadataLocation),
    )}${travel}) LIMIT 10;`,
  ]);
}

function select(context: SnippetContext): string {
  const name = [context.lakehouse, context.namespace.join('.'), context.table]
    .map(doubleQuoted)
    .join('.');
  const travel = context.snapshotId
    ? ` AT (VERSION => ${context.snapshotId})`
    : '';
  return `SELECT * FROM ${name}${travel} LIMIT 10;`;
}

/** How DuckDB identifies itself; undefined when it can't in that way. */
function catalogSecret({
  url,
  auth,
}: {
  url: string;
  auth: SnippetAuth;
}): { statement?: string; options: string[] } | undefined {
  switch (auth.kind) {
    case 'none':
      return { options: ["AUTHORIZATION_TYPE 'none'"] };
    case 'bearer':
      return secretOf([['TOKEN', placeholder({ secret: VARIABLES.token })]]);
    case 'oauth2':
      return secretOf([
        ['CLIENT_ID', placeholder({ secret: VARIABLES.clientId })],
        ['CLIENT_SECRET', placeholder({ secret: VARIABLES.clientSecret })],
        ['OAUTH2_SERVER_URI', auth.serverUrl ?? `${url}/v1/oauth/tokens`],
        ...(auth.scope ? [['OAUTH2_SCOPE', auth.scope]] : []),
      ]);
    case 'sigv4':
      return { options: ["AUTHORIZATION_TYPE 'sigv4'"] };
    default:
      return undefined;
  }
}

function secretOf(values: string[][]): {
  statement: string;
  options: string[];
} {
  const body = values.map(([key, value]) => `${key} ${singleQuoted(value)}`);
  return {
    statement: `CREATE SECRET lake_catalog (TYPE iceberg, ${body.join(', ')});`,
    options: ['SECRET lake_catalog'],
  };
}

function storeSecret({ store, catalog }: SnippetContext): string[] {
  switch (store.kind) {
    case 's3': {
      if (store.anonymous) {
        return s3Secret(store, []);
      }
      const region = signingRegion(catalog);
      return [
        ...sqlComment(
          `Signs as the environment says: ${VARIABLES.awsKey}, ${VARIABLES.awsSecret}, or a profile.`,
        ),
        ...s3Secret({ ...store, region: store.region ?? region }, [
          'PROVIDER credential_chain',
        ]),
      ];
    }
    case 'gs':
      return [
        ...sqlComment(
          'With HMAC keys of Google Cloud Storage; put in what stands in <…>.',
        ),
        `CREATE SECRET lake_files (TYPE gcs, KEY_ID '<GCS_HMAC_KEY_ID>', SECRET '<GCS_HMAC_SECRET>');`,
      ];
    case 'azure':
      return [
        'INSTALL azure; LOAD azure;',
        `CREATE SECRET lake_files (TYPE azure, PROVIDER credential_chain${
          store.account ? `, ACCOUNT_NAME ${singleQuoted(store.account)}` : ''
        });`,
      ];
    default:
      return [];
  }
}

function signingRegion(catalog: SnippetCatalog): string | undefined {
  if ('auth' in catalog && catalog.auth.kind === 'sigv4')
    return catalog.auth.region;
  return catalog.kind === 'glue' ? catalog.region : undefined;
}

function s3Secret(
  store: { endpoint?: string; region?: string; pathStyle?: boolean },
  provider: string[],
): string[] {
  const url = store.endpoint ? new URL(store.endpoint) : undefined;
  const options = [
    'TYPE s3',
    ...provider,
    ...(url ? [`ENDPOINT ${singleQuoted(url.host)}`] : []),
    ...(url?.protocol === 'http:' ? ['USE_SSL false'] : []),
    ...(store.pathStyle ? ["URL_STYLE 'path'"] : []),
    ...(store.region ? [`REGION ${singleQuoted(store.region)}`] : []),
  ];
  return [`CREATE SECRET lake_files (${options.join(', ')});`];
}

function replaceComment(): string[] {
  return sqlComment('Put in what stands in <…>.');
}

function snippet(lines: string[]): QuerySnippet {
  return { engine: ENGINE, language: 'sql', code: lines.join('\n') };
}
