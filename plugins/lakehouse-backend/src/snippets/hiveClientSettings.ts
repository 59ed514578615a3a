import { optionalSetting, type Setting, TRUST_STORE } from './Setting';
import type { SnippetCatalog } from './SnippetCatalog';

/** What Hive's own Java client has to be told of a metastore besides its address, as `hive-site.xml` has it. */
export function hiveClientSettings(catalog: SnippetCatalog): Setting[] {
  if (catalog.kind !== 'hive') {
    return [];
  }
  return [
    ...optionalSetting('metastore.catalog.default', catalog.catalogName),
    ...(catalog.isFramed
      ? ([
          ['hive.metastore.thrift.framed.transport.enabled', 'true'],
        ] satisfies Setting[])
      : []),
    ...(catalog.isEncrypted
      ? ([
          ['hive.metastore.use.SSL', 'true'],
          ['hive.metastore.truststore.path', TRUST_STORE],
        ] satisfies Setting[])
      : []),
  ];
}
