import { Option, type Command } from 'commander';
import type { Terminal } from '../../output/Terminal';
import { proveCommand, type ProveCommandOptions } from './proveCommand';

/**
 * Adds `lakehouse prove`.
 *
 * @param setExitCode - is told 1 when the lakehouse is not proved.
 */
export function addProveCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('prove')
    .argument(
      '[name]',
      'a lakehouse on Kubernetes, proved by the document that its cluster keeps; in place of --document',
    )
    .description(
      'prove that a lakehouse works, through its Trino: write, read, change, compact, expire and drop a table in each layer, and hold access rules against what users see (docs/prove.md)',
    )
    .option(
      '--document <file>',
      'a Lakehouse document that was applied to a cluster: what to prove is in it, its access rules too, and Trino is reached through the API server of the kubeconfig; in place of --trino and --catalog',
    )
    .option(
      '--namespace <name>',
      'with a name: where the lakehouse is (default: the namespace of its name)',
    )
    .option('--kubeconfig <file>', 'with a name or --document: the kubeconfig')
    .option('--context <name>', 'with a name or --document: the context of it')
    .option('--trino <url>', 'address of the coordinator')
    .option('--catalog <name>', 'Iceberg catalog in Trino')
    .addOption(
      new Option(
        '--layer <schema>',
        'a schema to prove, made where it is missing; may be repeated (default: bronze, silver, gold)',
      ).argParser((value: string, earlier: string[] = []) => [
        ...earlier,
        value,
      ]),
    )
    .option(
      '--user <name>',
      'an administrator of the lakehouse (default: who you are here); the password is LAKEHOUSE_TRINO_PASSWORD, or a token LAKEHOUSE_TRINO_TOKEN',
    )
    .option('--ca <file>', 'certificates (PEM) to trust instead of the usual')
    .option('--workers <n>', 'workers that the cluster must have')
    .option('--storage <s3://bucket>', 'where the files must be')
    .option('--access <file>', 'promises of the access rules, YAML or JSON')
    .option(
      '--wait <seconds>',
      'how long to wait for a coordinator that starts and for workers',
      '60',
    )
    .option('--json', 'print JSON', false)
    .action(
      async (
        name: string | undefined,
        options: Omit<ProveCommandOptions, 'name'>,
      ) => setExitCode(await proveCommand(terminal, { ...options, name })),
    );
}
