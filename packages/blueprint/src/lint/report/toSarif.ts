import type { LintFinding, LintSeverity } from '../model/LintFinding';
import type { LintResult } from '../model/LintResult';
import { LINT_RULES } from '../rules';

const LEVELS: Readonly<Record<LintSeverity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * The result as SARIF 2.1.0, which code scanning of GitHub and others read. Suppressed findings are in it, marked as
 * suppressed; files that could not be read are notifications.
 *
 * @param version - of the tool.
 * @public
 */
export function toSarif(result: LintResult, version: string): object {
  const index = new Map(LINT_RULES.map(({ id }, position) => [id, position]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lakehouse lint',
            semanticVersion: version,
            rules: LINT_RULES.map(rule => ({
              id: rule.id,
              name: rule.name,
              shortDescription: { text: rule.summary },
              fullDescription: { text: rule.consequence },
              help: { text: `${rule.fix}\n\nSource: ${rule.source}` },
              defaultConfiguration: { level: LEVELS[rule.severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: result.errors.length === 0,
            toolExecutionNotifications: result.errors.map(error => ({
              level: 'error',
              message: { text: error.message },
              descriptor: { id: error.name },
              locations: [locationOf(error.file, error.line)],
            })),
          },
        ],
        results: [
          ...result.findings.map(finding => resultOf(finding, index, false)),
          ...result.suppressed.map(finding => resultOf(finding, index, true)),
        ],
      },
    ],
  };
}

function resultOf(
  finding: LintFinding,
  index: Map<string, number>,
  suppressed: boolean,
): object {
  const location = locationOf(finding.file, finding.line);
  return {
    ruleId: finding.rule,
    ruleIndex: index.get(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}. ${finding.fix}` },
    locations: [
      finding.object === undefined
        ? location
        : {
            ...location,
            logicalLocations: [
              { fullyQualifiedName: finding.object, kind: 'resource' },
            ],
          },
    ],
    ...(suppressed ? { suppressions: [{ kind: 'inSource' }] } : {}),
  };
}

function locationOf(file: string, line: number | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
  };
}

/** A relative URI; what a URI can't hold is encoded. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
