import { splitLocation } from '../addresses';
import { singleQuoted } from '../quoting';
import type { SnippetContext } from '../SnippetContext';

/** The statement that makes the bucket of a table known to Snowflake. */
export function snowflakeVolume(
  name: string,
  context: SnippetContext,
): string[] {
  const { store, tableLocation } = context;
  const bucket = splitLocation(tableLocation)?.bucket ?? '';
  return [
    `CREATE EXTERNAL VOLUME IF NOT EXISTS ${name} STORAGE_LOCATIONS = ((`,
    `  NAME = 'lake' ${locationOf(store, bucket).join(' ')}`,
    ')) ALLOW_WRITES = FALSE;',
  ];
}

function locationOf(store: SnippetContext['store'], bucket: string): string[] {
  switch (store.kind) {
    case 'gs':
      return [
        "STORAGE_PROVIDER = 'GCS'",
        `STORAGE_BASE_URL = ${singleQuoted(`gcs://${bucket}/`)}`,
      ];
    case 'azure': {
      const [container, host = ''] = bucket.split('@');
      const account = store.account ?? host.split('.')[0];
      return [
        "STORAGE_PROVIDER = 'AZURE'",
        `STORAGE_BASE_URL = ${singleQuoted(
          `azure://${account}.blob.core.windows.net/${container}/`,
        )}`,
        "AZURE_TENANT_ID = '<AZURE_TENANT_ID>'",
      ];
    }
    default:
      return 'endpoint' in store && store.endpoint
        ? [
            "STORAGE_PROVIDER = 'S3COMPAT'",
            `STORAGE_BASE_URL = ${singleQuoted(`s3compat://${bucket}/`)}`,
            `STORAGE_ENDPOINT = ${singleQuoted(new URL(store.endpoint).host)}`,
            "CREDENTIALS = (AWS_KEY_ID = '<AWS_ACCESS_KEY_ID>' AWS_SECRET_KEY = '<AWS_SECRET_ACCESS_KEY>')",
          ]
        : [
            "STORAGE_PROVIDER = 'S3'",
            `STORAGE_BASE_URL = ${singleQuoted(`s3://${bucket}/`)}`,
            "STORAGE_AWS_ROLE_ARN = '<STORAGE_ROLE_ARN>'",
          ];
  }
}
