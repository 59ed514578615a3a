import type { Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { doctorCommand, type DoctorCommandOptions } from './doctorCommand';

/**
 * Adds `lakehouse doctor`.
 *
 * @param setExitCode - is told 1 when there is an error, 2 when an input could not be read.
 */
export function addDoctorCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('doctor')
    .argument(
      '<path...>',
      'files or folders with what kubectl get … -o yaml printed; - reads standard input',
    )
    .description(
      'say what is wrong with a lakehouse that runs: its configuration, images, releases, retention, drift (docs/blueprint.md)',
    )
    .option(
      '--document <file>',
      'the document that it should be as; without it, the one that is kept in the cluster',
    )
    .option('--json', 'print JSON', false)
    .action((paths: string[], options: DoctorCommandOptions) =>
      setExitCode(doctorCommand(terminal, paths, options)),
    );
}
