import type { Explanation } from '../Explanation';
import type { FailureFacts } from '../FailureFacts';

function isMetastore({ errorName, types }: FailureFacts): boolean {
  return (
    errorName === 'HIVE_METASTORE_ERROR' || /org\.apache\.thrift/.test(types)
  );
}

function isRest({ types, errorName }: FailureFacts): boolean {
  return (
    /org\.apache\.iceberg\.(?:exceptions|rest)\./.test(types) ||
    errorName === 'ICEBERG_CATALOG_ERROR'
  );
}

const UNREACHABLE =
  /refused|UnknownHost|Name or service not known|timed out|NoRouteToHost|Connection reset|ServiceUnavailable|failed to respond|Status Code: 50[234]/i;

/** The catalog of Trino, and the service behind it. */
export const CATALOG: Explanation[] = [
  {
    when: ({ errorName }) => errorName === 'CATALOG_NOT_FOUND',
    hop: 'catalog',
    cause:
      'Trino has no catalog of this name, or the access rules hide it from who asks.',
    remedy:
      'SHOW CATALOGS lists those that there are; the name is that of the file in etc/catalog, without .properties. Rules: section "catalogs".',
  },
  {
    when: ({ errorName }) =>
      errorName === 'CATALOG_NOT_AVAILABLE' ||
      errorName === 'CATALOG_UNAVAILABLE',
    hop: 'catalog',
    cause: 'The catalog is there, but could not be loaded on all nodes.',
    remedy:
      "Look for the catalog's name in the logs of coordinator and workers; all nodes need the same catalog files.",
  },
  {
    when: ({ errorName, text }) =>
      errorName === 'NOT_SUPPORTED' && /^This connector does not/.test(text),
    hop: 'catalog',
    cause:
      'The catalog is of a connector that can not do this: it is no Iceberg catalog.',
    remedy: 'Name the catalog whose properties say connector.name=iceberg.',
  },
  {
    when: facts => isMetastore(facts) && UNREACHABLE.test(facts.text),
    hop: 'catalog',
    cause: 'The Hive Metastore does not answer.',
    remedy:
      'Look at its pod and log (it ends when its database or schema is missing); check hive.metastore.uri.',
  },
  {
    when: facts =>
      isMetastore(facts) &&
      /external path|No FileSystem for scheme|ClassNotFoundException/.test(
        facts.text,
      ),
    hop: 'catalog',
    cause:
      'The Hive Metastore itself can not reach the object store: it makes the folder of a schema.',
    remedy:
      'It needs hadoop-aws on its classpath, fs.s3.impl and fs.s3a.impl, endpoint and keys in its own configuration.',
  },
  {
    when: isMetastore,
    hop: 'catalog',
    cause: 'The Hive Metastore fails at what Trino asks.',
    remedy: "Look into the metastore's log at this minute.",
  },
  {
    when: facts =>
      isRest(facts) &&
      /ForbiddenException|Forbidden/i.test(facts.text + facts.types),
    hop: 'rights',
    cause:
      "The catalog service knows Trino's principal and does not allow it this.",
    remedy:
      'Grant the principal of Trino the rights to make and drop schemas and tables in the catalog service.',
  },
  {
    when: facts =>
      isRest(facts) &&
      /NotAuthorizedException|Not authorized|invalid_client|unauthorized|Status Code: 401/i.test(
        facts.text + facts.types,
      ),
    hop: 'catalog',
    cause: "The catalog service does not accept Trino's credentials.",
    remedy:
      'Check iceberg.rest-catalog.oauth2.credential (or token), scope and server-uri.',
  },
  {
    when: facts => isRest(facts) && UNREACHABLE.test(facts.text + facts.types),
    hop: 'catalog',
    cause: 'The catalog service (REST) does not answer.',
    remedy:
      'Look at its pod and log, and check iceberg.rest-catalog.uri and NetworkPolicies between Trino and it.',
  },
  {
    when: facts =>
      isRest(facts) &&
      /CommitFailed|CommitStateUnknown|AlreadyExists/.test(facts.types),
    hop: 'catalog',
    cause: 'The catalog service did not take the commit.',
    remedy: 'Look into its log; does somebody else change the same table?',
  },
  {
    when: isRest,
    hop: 'catalog',
    cause:
      'The catalog service refuses what Trino asks, or what answers there is no Iceberg REST catalog.',
    remedy:
      'Check iceberg.rest-catalog.uri (GET …/v1/config must answer) and iceberg.rest-catalog.warehouse; look into its log.',
  },
  {
    when: ({ errorName }) =>
      errorName === 'ICEBERG_COMMIT_ERROR' ||
      errorName === 'TRANSACTION_CONFLICT',
    hop: 'catalog',
    cause: 'The catalog did not take the commit.',
    remedy:
      'Does somebody else change the same table, or two catalogs of one database?',
  },
];
