import { Option, type Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { maintainCommand, type MaintainOptions } from './maintainCommand';

/**
 * Adds `lakehouse maintain`.
 *
 * @param setExitCode - is told 1 when something went wrong with the table.
 */
export function addMaintainCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('maintain')
    .argument('<table>', 'name of a configured table, lakehouse.schema.table')
    .description(
      'plan what a table of an embedded lakehouse needs, ask, do it, and verify it',
    )
    .addOption(
      new Option(
        '--config <file>',
        'configuration with the lakehouses; may be repeated',
      ).argParser((value: string, earlier: string[] = []) => [
        ...earlier,
        value,
      ]),
    )
    .option('--yes', 'do it without asking, but for orphan files', false)
    .option(
      '--remove-orphans',
      'with --yes: also remove the orphan files that are listed',
      false,
    )
    .option('--json', 'print JSON', false)
    .action(async (table: string, options: MaintainOptions) =>
      setExitCode(await maintainCommand(terminal, table, options)),
    );
}
