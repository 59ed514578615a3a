import type { SystemConnections } from './connections';

/** Part of an app-config: keys with texts, or with more keys. */
export interface ConfigTree {
  [key: string]: string | string[] | ConfigTree;
}

/** The variable that holds the only secret of the demo. */
export const SECRET_VARIABLE = 'LAKEHOUSE_DEMO_S3_SECRET';

/**
 * The connection of the portal to the testbed's REST catalog.
 *
 * @param secret - The secret key of the store, or a reference to it.
 * @param namespaces - What is shown; all when left out.
 */
export function restConnection(
  { rest, s3 }: Pick<SystemConnections, 'rest' | 's3'>,
  secret: string,
  namespaces?: string[],
): ConfigTree {
  return {
    type: 'rest',
    title: 'Demo',
    description: 'The TPC-H lab of the testbed',
    uri: rest.url,
    ...(namespaces && { namespaces }),
    warehouses: rest.warehouse,
    storage: {
      stores: {
        testbed: {
          endpoint: s3.endpoint,
          region: s3.region,
          accessKeyId: s3.accessKeyId,
          secretAccessKey: secret,
        },
      },
    },
  };
}

/**
 * The portal's configuration for the demo.
 *
 * @returns `appConfig`, in YAML, in which secrets are references to the variables of `environment`.
 */
export function demoConfig(
  connections: Pick<SystemConnections, 'rest' | 's3'>,
): {
  appConfig: string;
  environment: Record<string, string>;
} {
  const demo = {
    ...restConnection(connections, `\${${SECRET_VARIABLE}}`),
    // One of examples/org.yaml.
    owner: 'group:default/data-platform',
  };
  return {
    appConfig: toYaml({ lakehouse: { connections: { demo } } }),
    environment: { [SECRET_VARIABLE]: connections.s3.secretAccessKey },
  };
}

/** Texts as JSON writes them, which is YAML too. */
function toYaml(tree: ConfigTree, indent: string = ''): string {
  return Object.entries(tree)
    .map(([key, value]) =>
      typeof value === 'string' || Array.isArray(value)
        ? `${indent}${key}: ${JSON.stringify(value)}\n`
        : `${indent}${key}:\n${toYaml(value, `${indent}  `)}`,
    )
    .join('');
}
