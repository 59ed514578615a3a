import type { Explanation } from '../Explanation';
import type { FailureFacts } from '../FailureFacts';

/** The driver of a database is among the exceptions, or a service quotes it. */
function isDatabase({ types, text }: FailureFacts): boolean {
  return (
    /java\.sql\.|org\.postgresql\.|com\.mysql\.|org\.mariadb\.|org\.jdbi\.|iceberg\.jdbc\./.test(
      types,
    ) || /PSQLException|UncheckedSQLException|SQLException:/.test(text)
  );
}

function database(words: RegExp): Explanation['when'] {
  return facts => isDatabase(facts) && words.test(facts.text);
}

/** What keeps the pointers of a JDBC catalog, or stands behind a catalog service. */
export const METADATA_DATABASE: Explanation[] = [
  {
    when: database(
      /relation "iceberg_\w+" does not exist|iceberg_\w+' doesn't exist/i,
    ),
    hop: 'metadata-database',
    cause:
      'The tables of the JDBC catalog are missing: Trino does not make them (iceberg_tables, iceberg_namespace_properties).',
    remedy:
      'Run the job that makes them, or the two CREATE TABLE statements of docs/systems/jdbc.md, in the database of connection-url.',
  },
  {
    when: database(
      /password authentication failed|no pg_hba\.conf entry|Access denied for user|authentication failed/i,
    ),
    hop: 'metadata-database',
    cause:
      "The metadata database does not accept Trino's user or password (or its address: pg_hba.conf).",
    remedy:
      'Compare iceberg.jdbc-catalog.connection-user and -password, as Trino has them (an environment variable from a Secret is read at the start only), with the database.',
  },
  {
    when: database(/database "[^"]*" does not exist|Unknown database/i),
    hop: 'metadata-database',
    cause: 'There is no database of the name that is in connection-url.',
    remedy:
      'Make the database, or correct the name at the end of connection-url.',
  },
  {
    when: database(/permission denied for|command denied to user/i),
    hop: 'metadata-database',
    cause: "Trino's database user may not read or write the catalog's tables.",
    remedy:
      'GRANT SELECT, INSERT, UPDATE, DELETE ON iceberg_tables, iceberg_namespace_properties to that user.',
  },
  {
    when: database(
      /too many (?:clients|connections)|remaining connection slots/i,
    ),
    hop: 'metadata-database',
    cause: 'The metadata database has no free connection.',
    remedy: 'Raise max_connections, or put a pooler before it.',
  },
  {
    when: facts =>
      isDatabase(facts) &&
      /UnknownHostException/.test(facts.types + facts.text),
    hop: 'metadata-database',
    cause: 'Trino does not know the host name of the metadata database.',
    remedy:
      "Check the host in connection-url; a Service's name needs its namespace when it is in another one.",
  },
  {
    when: database(
      /Connection to \S+ refused|Connection refused|connection attempt failed|terminating connection|the database system is (?:starting up|shutting down)|I\/O error|connection has been closed|Communications link failure|timed out/i,
    ),
    hop: 'metadata-database',
    cause:
      'The metadata database does not answer: it does not run, is just starting, or can not be reached from Trino.',
    remedy:
      'Look at its pod and log, and at NetworkPolicies between Trino and it; check host and port of connection-url.',
  },
  {
    when: isDatabase,
    hop: 'metadata-database',
    cause: 'The metadata database refuses what the catalog asks.',
    remedy: "The message is the database's own; look into its log.",
  },
];
