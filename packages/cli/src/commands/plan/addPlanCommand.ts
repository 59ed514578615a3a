import { Option, type Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { planCommand, type PlanOptions } from './planCommand';

/** Adds `lakehouse plan`. */
export function addPlanCommand(program: Command, terminal: Terminal): void {
  program
    .command('plan')
    .argument(
      '<location>',
      'metadata file, table folder, or name of a configured table',
    )
    .description(
      'plan the maintenance of a table: steps in order, with reason, cost and gain; changes nothing',
    )
    .addOption(
      repeated(
        '--policy <file>',
        'YAML with policies of maintenance; may be repeated',
      ),
    )
    .option(
      '--trino <release>',
      'plan what this release of Trino can do, for example 476',
    )
    .addOption(
      repeated(
        '--rewrite <from=to>',
        'read locations that start with FROM at TO; may be repeated, the longest FROM wins',
      ),
    )
    .addOption(
      repeated(
        '--config <file>',
        'configuration with the lakehouses; may be repeated',
      ),
    )
    .option('--json', 'print JSON', false)
    .action((location: string, options: PlanOptions) =>
      planCommand(terminal, location, options),
    );
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser(
    (value: string, earlier: string[] = []) => [...earlier, value],
  );
}
