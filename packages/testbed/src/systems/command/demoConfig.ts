import type { SystemConnections } from '../connections';

/**
 * The portal's configuration for the demo.
 *
 * @returns `appConfig`, in YAML, in which secrets are references to the variables of `environment`.
 */
export function demoConfig({
  rest,
  s3,
}: Pick<SystemConnections, 'rest' | 's3'>): {
  appConfig: string;
  environment: Record<string, string>;
} {
  return {
    appConfig: `lakehouse:
  connections:
    demo:
      type: iceberg-rest
      title: Demo
      description: The TPC-H lab of the testbed
      url: ${rest.url}
      warehouses: ${rest.warehouse}
      storage:
        stores:
          testbed:
            endpoint: ${s3.endpoint}
            region: ${s3.region}
            accessKeyId: ${s3.accessKeyId}
            secretAccessKey: \${LAKEHOUSE_DEMO_S3_SECRET}
`,
    environment: { LAKEHOUSE_DEMO_S3_SECRET: s3.secretAccessKey },
  };
}
