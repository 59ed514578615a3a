import { Command, CommanderError, Option } from 'commander';
import { healthCommand } from './commands/healthCommand';
import { inspectCommand, type TableOptions } from './commands/inspectCommand';
import { addDoctorCommand } from './commands/doctor/addDoctorCommand';
import { addLintCommand } from './commands/lint/addLintCommand';
import { addMaintainCommand } from './commands/maintain/addMaintainCommand';
import { addPlanCommand } from './commands/plan/addPlanCommand';
import { addProveCommand } from './commands/prove/addProveCommand';
import { addRenderCommand } from './commands/render/addRenderCommand';
import { tablesCommand } from './commands/tablesCommand';
import { BadInputError } from './errors/BadInputError';
import { reportError } from './output/reportError';
import { processTerminal, type Terminal } from './output/Terminal';
import { packageVersion } from './packageVersion';

const EXAMPLES = `
LOCATION is a metadata file, the folder of a table, or the name of a configured table; files and folders may be
local, or s3://, gs://, abfss:// and https:// locations (docs/storage.md).

Examples:
  lakehouse inspect /data/lake/sales/orders
  lakehouse inspect orders/metadata/00003-6c97a1b2.metadata.json --json
  lakehouse inspect ./copy --rewrite s3://lake/sales/orders=./copy
  lakehouse health retail.silver.orders
  lakehouse tables
  lakehouse plan retail.silver.orders --trino 476
  lakehouse maintain retail.silver.orders
  lakehouse lint ./manifests --trino-version 483
  lakehouse render lakehouse.yaml --out ./rendered
  lakehouse prove --trino http://localhost:8080 --catalog lake --layer bronze

Exit codes: 0 done, 1 a failure (of lint and render: an error was found; of prove: not proved), 2 bad input. An error with --json is {"error":{"name","message"}} on stdout.
`;

/**
 * Runs the command `lakehouse`.
 *
 * @param args - Arguments after the name of the command.
 * @returns The exit code.
 * @public
 */
export async function run(
  args: string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal);
  addLintCommand(program, terminal, code => {
    exitCode = code;
  });
  addDoctorCommand(program, terminal, code => {
    exitCode = code;
  });
  addRenderCommand(program, terminal, code => {
    exitCode = code;
  });
  addProveCommand(program, terminal, code => {
    exitCode = code;
  });
  addPlanCommand(program, terminal);
  addMaintainCommand(program, terminal, code => {
    exitCode = code;
  });
  try {
    if (args.length === 0) {
      terminal.out(program.helpInformation());
      return 0;
    }
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      return reportError(
        terminal,
        new BadInputError(error.message.replace(/^error: /, '')),
        wantsJson(args),
      );
    }
    return reportError(terminal, error, wantsJson(args));
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('lakehouse')
    .description(
      'Looks at the tables of a lakehouse: what their metadata says, and how healthy they are.',
    )
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.out(text),
      writeErr: text => terminal.out(text),
      outputError: () => undefined,
    });
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
    .option('--json', 'print JSON', false)
    .action((location: string, options: TableOptions) =>
      inspectCommand(terminal, location, options),
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
    .action((location: string, options: TableOptions) =>
      healthCommand(terminal, location, options),
    );
  program
    .command('tables')
    .description('list the tables of the configured lakehouses')
    .addOption(configOption())
    .option('--json', 'print JSON', false)
    .action((options: { config?: string[]; json: boolean }) =>
      tablesCommand(terminal, options),
    );
  return program;
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

/** Whether the caller wants JSON, also when the arguments could not be understood. */
function wantsJson(args: string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}
