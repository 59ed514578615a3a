import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenApiGenerator } from '../sources';

const JSON_INCLUDE =
  '@com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)';

/** What its four modules of generated code have in common. */
const COMMON = {
  sourceFolder: 'src/main/java',
  useJakartaEe: 'true',
  hideGenerationTimestamp: 'true',
  metricsPrefix: 'polaris',
};
const WITH_MODELS = {
  ...COMMON,
  useBeanValidation: 'true',
  generateBuilders: 'true',
  generateConstructorWithAllArgs: 'true',
};
const MANAGEMENT = {
  ...WITH_MODELS,
  apiNamePrefix: 'Polaris',
  apiNameSuffix: 'Api',
};
const NO_MORE = {
  apiDocs: 'false',
  apiTests: 'false',
  modelDocs: 'false',
  modelTests: 'false',
};

/**
 * Generates the Java of Polaris' interfaces from its own descriptions, with its own templates, as its build files say.
 *
 * @param source - Its source.
 * @param into - Gets the sources, in `src/main/java`.
 */
export async function generatePolarisApi(
  generator: OpenApiGenerator,
  source: string,
  into: string,
): Promise<void> {
  const generate = (
    spec: string,
    args: string[],
    basePath: string,
    lists: Record<string, Record<string, string>>,
  ) =>
    generator.generate(
      [
        ...['--generator-name', 'jaxrs-resteasy', '--output', into],
        ...['--input-spec', join(source, 'spec', spec)],
        ...['--template-dir', join(source, 'server-templates')],
        '--ignore-file-override',
        join(source, '.openapi-generator-ignore'),
        ...['--remove-operation-id-prefix', ...args],
      ],
      { 'server-variables': { basePath }, ...lists },
    );
  const models = ['--model-package', 'org.apache.polaris.core.admin.model'];
  const management = 'polaris-management-service.yml';
  // `models` alone, without a value, means all of them.
  await generate(
    management,
    [...models, '--global-property', 'models'],
    'api/v1',
    {
      'global-property': NO_MORE,
      'additional-properties': {
        ...MANAGEMENT,
        additionalModelTypeAnnotations: JSON_INCLUDE,
      },
    },
  );
  await generate(
    management,
    [
      ...[...models, '--api-package', 'org.apache.polaris.service.admin.api'],
      ...['--global-property', 'apis'],
    ],
    'api/v1',
    { 'global-property': NO_MORE, 'additional-properties': MANAGEMENT },
  );
  const catalog = 'polaris-catalog-service.yaml';
  const apis = ['--api-package', 'org.apache.polaris.service.catalog.api'];
  const iceberg = await buildFile(source, 'iceberg-service');
  await generate(catalog, apis, 'api/catalog', {
    'global-property': {
      apis: 'CatalogApi:ConfigurationApi:OAuth2Api',
      ...NO_MORE,
    },
    'additional-properties': {
      ...COMMON,
      ...{ resourceName: 'catalog', useTags: 'true' },
      useBeanValidation: 'false',
      ...{ apiNamePrefix: 'IcebergRest', apiNameSuffix: '' },
    },
    'import-mappings': importMappings(iceberg),
  });
  const own = await buildFile(source, 'polaris-catalog-service');
  await generate(
    catalog,
    [...apis, '--model-package', 'org.apache.polaris.service.types'],
    'api/catalog',
    {
      'global-property': {
        apis: 'GenericTableApi:PolicyApi',
        models: [...own.matchAll(/^\s+"(\w+)",$/gm)]
          .map(([, name]) => name)
          .join(':'),
        ...NO_MORE,
      },
      'additional-properties': {
        ...WITH_MODELS,
        ...{ resourceName: 'catalog', useTags: 'true' },
        ...{ apiNamePrefix: 'PolarisCatalog', apiNameSuffix: '' },
        openApiNullable: 'false',
      },
      'import-mappings': importMappings(own),
    },
  );
}

function buildFile(source: string, module: string): Promise<string> {
  return readFile(join(source, 'api', module, 'build.gradle.kts'), 'utf8');
}

/** `"CatalogConfig" to "org.apache.iceberg.rest.responses.ConfigResponse"`, as the build files have it. */
function importMappings(file: string): Record<string, string> {
  return Object.fromEntries(
    [...file.matchAll(/"(\w+)"\s+to\s+"([\w.]+)"/g)].map(([, from, to]) => [
      from,
      to,
    ]),
  );
}
