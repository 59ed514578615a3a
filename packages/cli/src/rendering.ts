import { addLintCommand } from './commands/lint/addLintCommand';
import { addRenderCommand } from './commands/render/addRenderCommand';
import { processTerminal, type Terminal } from './output/Terminal';
import { runCommands } from './runCommands';

/**
 * Runs a command that only looks at a document or at manifests, without what reads tables, speaks to a cluster or to Trino:
 * loading those takes far longer than rendering.
 *
 * @param args - Arguments after the name of the command, of which the first is `lint`, `render` or `schema`.
 * @returns The exit code.
 * @public
 */
export async function run(
  args: string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  return runCommands(args, terminal, (program, setExitCode) => {
    addLintCommand(program, terminal, setExitCode);
    addRenderCommand(program, terminal, setExitCode);
  });
}
