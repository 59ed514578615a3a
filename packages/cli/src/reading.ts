import { addReadingCommands } from './commands/addReadingCommands';
import { processTerminal, type Terminal } from './output/Terminal';
import { runCommands } from './runCommands';

/**
 * Runs a command that only reads tables. The others take a second to load, with the clients of Kubernetes and Trino, the
 * renderer and the engines: as long as reading a table of a million files.
 *
 * @param args - Arguments after the name of the command, of which the first is one of `READING_COMMANDS` in `bin`.
 * @returns The exit code.
 * @public
 */
export async function run(
  args: string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  return runCommands(args, terminal, (program, setExitCode) =>
    addReadingCommands(program, terminal, setExitCode),
  );
}
