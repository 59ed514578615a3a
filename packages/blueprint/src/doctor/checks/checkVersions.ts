import type { LintContext } from '../../lint/LintContext';
import { findHiveMetastores } from '../../lint/hive/HiveMetastore';
import { jdbcCatalogsOf } from '../../lint/rules/jdbcCatalogsOf';
import type { TrinoNode } from '../../lint/trino/TrinoNode';
import { NEWEST_TRINO } from '../../lint/trino/versions';
import type { StackFinding } from '../StackFinding';
import { POSTGRES_ENDS } from './postgresEnds';
import { type KnownStack, TROUBLES } from './troubles';

/** Releases with trouble that is known; each is said once, of the first process that has it. */
export function checkVersions(context: LintContext, now: Date): StackFinding[] {
  const hive = findHiveMetastores(context)
    .filter(({ serving }) => serving)
    .flatMap(({ version }) => version ?? []);
  const nodes = context.trino.filter(
    ({ versionKnown, workload }) => versionKnown && workload,
  );
  const findings: StackFinding[] = [];
  for (const trouble of TROUBLES) {
    const found = nodes
      .map(node => ({ node, stack: stackOf(context, node, nodes, hive) }))
      .find(({ stack }) => trouble.applies(stack));
    if (!found) continue;
    const { rule, severity, fix, source } = trouble;
    findings.push({
      ...{ topic: 'versions', rule, severity, fix, source },
      object: found.node.object?.label,
      message: trouble.message(found.stack),
    });
  }
  return [...findings, ...agesOfTrino(nodes), ...agesOfPostgres(context, now)];
}

function stackOf(
  context: LintContext,
  node: TrinoNode,
  nodes: readonly TrinoNode[],
  hive: readonly string[],
): KnownStack {
  const catalogs = nodes.flatMap(({ catalogs: of }) => of);
  const listeners = node.files.filter(
    ({ name }) => name === 'event-listener.properties',
  );
  return {
    trino: node.version,
    hasWorkers: nodes.some(({ role }) => role === 'worker'),
    hive,
    hasJdbcCatalog: [...jdbcCatalogsOf(context)].length > 0,
    hasHiveConnector: catalogs.some(
      file => file.property('connector.name')?.value === 'hive',
    ),
    hasIcebergInHive: catalogs.some(
      file =>
        file.property('connector.name')?.value === 'iceberg' &&
        file.property('iceberg.catalog.type')?.value.toLowerCase() ===
          'hive_metastore',
    ),
    hasIceberg: catalogs.some(
      file => file.property('connector.name')?.value === 'iceberg',
    ),
    hasHttpListener: listeners.some(
      file => file.property('event-listener.name')?.value === 'http',
    ),
  };
}

function agesOfTrino(nodes: readonly TrinoNode[]): StackFinding[] {
  const versions = [...new Set(nodes.map(({ version }) => version))].sort();
  const findings: StackFinding[] = [];
  if (versions.length > 1)
    findings.push({
      ...{ topic: 'versions', rule: 'D-mixed-trino', severity: 'error' },
      message: `Processes of Trino ${versions.join(
        ' and ',
      )} are in one place: a coordinator refuses workers of another version`,
      fix: 'Use one image for coordinator and workers.',
      source: 'Trino documentation, deployment: all nodes run the same version',
    });
  const [oldest] = versions;
  if (oldest !== undefined && oldest < NEWEST_TRINO)
    findings.push({
      ...{ topic: 'versions', rule: 'D-old-trino', severity: 'info' },
      message: `Trino ${oldest} is ${
        NEWEST_TRINO - oldest
      } releases behind ${NEWEST_TRINO}, the newest that is known here; fixes are in new releases only`,
      fix: `See what an upgrade changes: "Upgrade of Trino" on the Stack tab; of manifests of your own, lakehouse lint --trino-version ${NEWEST_TRINO} says what breaks.`,
      source: 'Trino release notes',
    });
  return findings;
}

function agesOfPostgres(context: LintContext, now: Date): StackFinding[] {
  return context.serving.flatMap(({ object, containers }) =>
    containers.flatMap(({ image }) => {
      if (!image || !/(^|\/)postgres(ql)?$/.test(image.repository)) return [];
      const major = /^v?(\d+)/.exec(image.tag ?? '')?.[1];
      const end = major === undefined ? undefined : POSTGRES_ENDS[major];
      if (end === undefined || now < new Date(end)) return [];
      return [
        {
          ...{
            topic: 'versions' as const,
            rule: 'D-old-postgres',
            severity: 'warning' as const,
          },
          object: object.label,
          message: `PostgreSQL ${major} has had no fixes since ${end}`,
          fix: 'Dump, upgrade to a supported major release, restore: the files of one are not read by another.',
          source: 'PostgreSQL versioning policy',
        },
      ];
    }),
  );
}
