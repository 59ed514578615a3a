import type { Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { renderCommand, type RenderCommandOptions } from './renderCommand';
import { schemaCommand } from './schemaCommand';

/**
 * Adds `lakehouse render` and `lakehouse schema`.
 *
 * @param setExitCode - is told 1 when the linter finds an error in what was rendered, or `--check` a difference.
 */
export function addRenderCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('render')
    .argument('<file>', 'Lakehouse document; - reads standard input')
    .description(
      'make the Kubernetes objects of a lakehouse from its document (docs/blueprint.md)',
    )
    .option(
      '--out <dir>',
      'write the folder: a file for each component, kustomization.yaml, README.md; without it, one YAML stream goes to standard output',
    )
    .option(
      '--check <dir>',
      'write nothing; say whether that folder is what would be rendered',
    )
    .option(
      '--overwrite',
      'also write files that were changed by hand since they were rendered',
      false,
    )
    .option('--json', 'print JSON', false)
    .action((file: string, options: RenderCommandOptions) =>
      setExitCode(renderCommand(terminal, file, options)),
    );
  program
    .command('schema')
    .description('print the JSON Schema of a Lakehouse document')
    .action(() => schemaCommand(terminal));
}
