import { Option, type Command } from 'commander';
import type { TableOptions } from '../locate/openTable';
import type { Terminal } from '../output/Terminal';
import { healthCommand } from './healthCommand';
import { inspectCommand } from './inspectCommand';
import { tablesCommand } from './tablesCommand';

/**
 * Adds the commands that only read: `lakehouse inspect`, `health` and `tables`.
 *
 * @param setExitCode - Told when a command has done its work.
 */
export function addReadingCommands(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('inspect')
    .argument(
      '<location>',
      'metadata file, table folder, or name of a configured table',
    )
    .description(
      'show schema, partitioning, snapshots, and what the files of a table add up to',
    )
    .addOption(rewriteOption())
    .addOption(configOption())
    .option(
      '--growth',
      'list the folder of the metadata, and show how the metadata file grew',
      false,
    )
    .option('--json', 'print JSON', false)
    .action(
      async (location: string, options: TableOptions & { growth: boolean }) =>
        setExitCode(await inspectCommand(terminal, location, options)),
    );
  program
    .command('health')
    .argument(
      '<location>',
      'metadata file, table folder, or name of a configured table',
    )
    .description('judge the health of a table, and say why and what to do')
    .addOption(rewriteOption())
    .addOption(configOption())
    .option('--json', 'print JSON', false)
    .action(async (location: string, options: TableOptions) =>
      setExitCode(await healthCommand(terminal, location, options)),
    );
  program
    .command('tables')
    .description('list the tables of the configured lakehouses')
    .addOption(configOption())
    .option('--json', 'print JSON', false)
    .action((options: { config?: string[]; json: boolean }) =>
      tablesCommand(terminal, options),
    );
}

function rewriteOption(): Option {
  return new Option(
    '--rewrite <from=to>',
    'read locations that start with FROM at TO; may be repeated, the longest FROM wins',
  ).argParser(collect);
}

function configOption(): Option {
  return new Option(
    '--config <file>',
    'configuration with the lakehouses; may be repeated',
  ).argParser(collect);
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}
