/** A value that the engine takes from where it runs: the name of a variable of the environment. */
export interface Secret {
  secret: string;
}

/** A setting of an engine. */
export type Setting = [key: string, value: string | Secret];

/** Variables that snippets read. */
export const VARIABLES = {
  credential: 'LAKEHOUSE_CREDENTIAL',
  clientId: 'LAKEHOUSE_CLIENT_ID',
  clientSecret: 'LAKEHOUSE_CLIENT_SECRET',
  token: 'LAKEHOUSE_TOKEN',
  user: 'LAKEHOUSE_USER',
  password: 'LAKEHOUSE_PASSWORD',
  awsKey: 'AWS_ACCESS_KEY_ID',
  awsSecret: 'AWS_SECRET_ACCESS_KEY',
  azureKey: 'AZURE_STORAGE_KEY',
  googleKeyFile: 'GOOGLE_APPLICATION_CREDENTIALS',
} as const;

/** Variable that holds the value of a header: `Polaris-Realm` is in LAKEHOUSE_HEADER_POLARIS_REALM. */
export function headerVariable(header: string): string {
  return `LAKEHOUSE_HEADER_${header
    .toLocaleUpperCase('en-US')
    .replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/** Stands for the path of the certificates that an engine is to trust, which the portal does not know. */
export const TRUST_STORE = '<PATH_OF_TRUST_STORE>';

/** What is to be replaced by hand, for engines that read no environment: `<LAKEHOUSE_TOKEN>`. */
export function placeholder({ secret }: Secret): string {
  return `<${secret}>`;
}

/** True for a value that the engine takes from where it runs. */
export function isSecret(value: string | Secret): value is Secret {
  return typeof value !== 'string';
}

/** The setting, unless there is nothing to set. */
export function optionalSetting(
  key: string,
  value: string | undefined,
): Setting[] {
  return value === undefined || value === '' ? [] : [[key, value]];
}
