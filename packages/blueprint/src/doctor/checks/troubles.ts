import type { LintSeverity } from '../../lint/model/LintFinding';

/** What is known of the processes that run together. */
export interface KnownStack {
  trino: number;
  hasWorkers: boolean;
  /** Versions of Hive Metastores. */
  hive: readonly string[];
  hasJdbcCatalog: boolean;
  hasHiveConnector: boolean;
  hasIcebergInHive: boolean;
  hasIceberg: boolean;
  hasHttpListener: boolean;
}

/** Trouble that a release, or a pair of releases, is known for. */
export interface Trouble {
  rule: string;
  severity: LintSeverity;
  applies(stack: KnownStack): boolean;
  message(stack: KnownStack): string;
  fix: string;
  source: string;
}

const isHive = ({ hive }: KnownStack, major: RegExp) =>
  hive.some(version => major.test(version));

/** Each with its source. What the linter already says (H8, V1) is not repeated. */
export const TROUBLES: readonly Trouble[] = [
  {
    rule: 'D-graceful-shutdown',
    severity: 'warning',
    applies: ({ trino, hasWorkers }) =>
      hasWorkers && (trino === 474 || trino === 475),
    message: ({ trino }) =>
      `Trino ${trino} does not shut workers down gracefully: a drained worker takes its queries with it`,
    fix: 'Trino 476 or later.',
    source: 'Trino release 476',
  },
  {
    rule: 'D-hive-3-commits',
    severity: 'error',
    applies: stack =>
      stack.trino >= 477 && stack.hasIcebergInHive && isHive(stack, /^[23]\./),
    message: ({ trino, hive }) =>
      `Trino ${trino} with Hive Metastore ${hive.join(
        ', ',
      )}: commits that are retried may lose the data of others`,
    fix: 'Hive Metastore 4.0.1 or later, or Trino 476 until that is solved.',
    source: 'trino#26656 (open), trino#26360',
  },
  {
    rule: 'D-hive-4-clients',
    severity: 'info',
    applies: stack => isHive(stack, /^4\./),
    message: ({ hive }) =>
      `Hive Metastore ${hive.join(
        ', ',
      )} no longer has the call get_table: Trino reads it, but Spark's own client, PyIceberg, and Iceberg's HiveCatalog up to 1.9 say "Invalid method name: 'get_table'"`,
    fix: 'A REST catalog where several engines are to read the tables.',
    source: 'iceberg#12878, iceberg-python#1653, iceberg-rust#3186',
  },
  {
    rule: 'D-hive-4-analyze',
    severity: 'info',
    applies: stack =>
      stack.trino < 480 && !stack.hasHiveConnector && isHive(stack, /^4\./),
    message: ({ trino }) =>
      `Trino ${trino} with Hive Metastore 4: a second ANALYZE of a table may fail`,
    fix: 'Trino 480 or later.',
    source: 'trino#26214, trino#26338',
  },
  {
    rule: 'D-jdbc-views',
    severity: 'info',
    applies: ({ trino, hasJdbcCatalog }) => hasJdbcCatalog && trino <= 482,
    message: ({ trino }) =>
      `Trino ${trino} lists views of other schemas in a schema of a JDBC catalog`,
    fix: 'Trino 483 or later, or a REST catalog.',
    source: 'Trino release 483',
  },
  {
    rule: 'D-http-listener',
    severity: 'error',
    applies: ({ trino, hasHttpListener }) => hasHttpListener && trino >= 477,
    message: ({ trino }) =>
      `The HTTP event listener is configured, and is no longer part of the image of Trino ${trino}: unless the plug-in was added to it, Trino does not start`,
    fix: 'Add the plug-in trino-http-event-listener to the image, or use another listener.',
    source: 'Trino release 477',
  },
  {
    rule: 'D-entries-table',
    severity: 'info',
    applies: ({ trino, hasIceberg }) =>
      hasIceberg && trino >= 469 && trino < 481,
    message: ({ trino }) =>
      `Reading "table$entries" of an Iceberg table fails with Trino ${trino}`,
    fix: 'Trino 481 or later; $files and $all_manifests work.',
    source: 'trino#29211, Trino release 481',
  },
];
