import {
  NEWEST_TRINO,
  OLDEST_SUPPORTED_TRINO,
} from '@lakehouse-portal/blueprint';
import type { Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { lintCommand, type LintCommandOptions } from './lintCommand';

/**
 * Adds `lakehouse lint`.
 *
 * @param setExitCode - is told 1 when there is an error, 2 when an input could not be read.
 */
export function addLintCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('lint')
    .argument(
      '<path...>',
      'files or folders: Kubernetes manifests, kustomizations, values of the Trino chart, Trino properties; - reads standard input',
    )
    .description(
      'find what will not start, will not work or is not safe in the manifests of a lakehouse (docs/lint.md)',
    )
    .option('--json', 'print JSON', false)
    .option('--sarif', 'print SARIF 2.1.0, for code scanning', false)
    .option('--fix', 'repair what can be repaired safely', false)
    .option(
      '--trino-version <n>',
      `judge as this Trino version would (${OLDEST_SUPPORTED_TRINO} to ${NEWEST_TRINO})`,
    )
    .action(async (paths: string[], options: LintCommandOptions) =>
      setExitCode(await lintCommand(terminal, paths, options)),
    );
}
