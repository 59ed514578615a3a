import { Command, CommanderError } from 'commander';
import { BadInputError } from './errors/BadInputError';
import { reportError } from './output/reportError';
import type { Terminal } from './output/Terminal';
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

Exit codes: 0 done, 1 a failure (of inspect and health: not one file of the table could be counted; of lint and render: an error was found; of prove: not proved), 2 bad input. An error with --json is {"error":{"name","message"}} on stdout.
`;

/**
 * Runs one of the commands that are added.
 *
 * @param addCommands - `setExitCode` is told when a command has done its work and the exit code is not 0.
 * @returns The exit code.
 */
export async function runCommands(
  args: string[],
  terminal: Terminal,
  addCommands: (program: Command, setExitCode: (code: number) => void) => void,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal);
  addCommands(program, code => {
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
  return program;
}

/** Whether the caller wants JSON, also when the arguments could not be understood. */
function wantsJson(args: string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}
