import { type Answers, orNothing, withoutEmpty } from './Answers';

/** Catalogs that are there already and keep their metadata themselves. */
const WITHOUT_DATABASE = new Set<unknown>(['unity', 'glue', 'rest']);

/** `spec.catalog` with what the chosen kind has. */
export function catalogFromForm(answers: Answers): unknown {
  const type = answers.get('catalogType');
  if (type === undefined) return undefined;
  const own = (): Record<string, unknown> => {
    switch (type) {
      case 'hive':
        return { version: answers.get('hiveVersion') };
      case 'unity':
        return {
          uri: answers.get('catalogUri'),
          warehouse: answers.get('catalogWarehouse'),
          readOnly: answers.get('catalogReadOnly'),
          token: answers.secret('catalogTokenSecret'),
        };
      case 'glue':
        return {
          region: answers.get('glueRegion'),
          catalogId: answers.get('glueCatalogId'),
        };
      case 'rest':
        return {
          uri: answers.get('catalogUri'),
          warehouse: answers.get('catalogWarehouse'),
          oauth2: orNothing({
            serverUri: answers.get('oauth2ServerUri'),
            scope: answers.get('oauth2Scope'),
            credential: answers.secret('oauth2Secret'),
          }),
          token: answers.secret('catalogTokenSecret'),
          vendedCredentials: answers.get('vendedCredentials'),
          nestedNamespaces: answers.get('nestedNamespaces'),
        };
      default:
        return {};
    }
  };
  return withoutEmpty({ type, ...own() });
}

/** `spec.database` with what the chosen kind has; none where the catalog has its own. */
export function databaseFromForm(answers: Answers): unknown {
  const type = answers.get('databaseType');
  if (type === undefined || WITHOUT_DATABASE.has(answers.get('catalogType')))
    return undefined;
  const own = (): Record<string, unknown> => {
    switch (type) {
      case 'postgres':
        return { volume: answers.get('databaseVolume') };
      case 'cloudnative-pg':
        return {
          instances: answers.get('databaseInstances'),
          volume: answers.get('databaseVolume'),
        };
      case 'external':
        return {
          host: answers.get('databaseHost'),
          port: answers.get('databasePort'),
          database: answers.get('databaseName'),
          ssl: answers.get('databaseSsl'),
          credentials: answers.secret('databaseSecret'),
        };
      default:
        return {};
    }
  };
  return withoutEmpty({ type, ...own() });
}
