import { addDoctorCommand } from './commands/doctor/addDoctorCommand';
import { addLintCommand } from './commands/lint/addLintCommand';
import { addMaintainCommand } from './commands/maintain/addMaintainCommand';
import { addPlanCommand } from './commands/plan/addPlanCommand';
import { addProveCommand } from './commands/prove/addProveCommand';
import { addReadingCommands } from './commands/addReadingCommands';
import { addRenderCommand } from './commands/render/addRenderCommand';
import { processTerminal, type Terminal } from './output/Terminal';
import { runCommands } from './runCommands';

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
  return runCommands(args, terminal, (program, setExitCode) => {
    addReadingCommands(program, terminal, setExitCode);
    addLintCommand(program, terminal, setExitCode);
    addDoctorCommand(program, terminal, setExitCode);
    addRenderCommand(program, terminal, setExitCode);
    addProveCommand(program, terminal, setExitCode);
    addPlanCommand(program, terminal);
    addMaintainCommand(program, terminal, setExitCode);
  });
}
