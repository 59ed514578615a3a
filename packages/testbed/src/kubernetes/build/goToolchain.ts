import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import { runCommand } from '../../processes';

const MINIMUM_MINOR = 25;

/**
 * Version and target of the Go on this machine: `go1.26.8 linux amd64`. What another Go built is another program.
 *
 * @param neededBy - For the message of the error.
 * @throws MissingPrerequisiteError without Go 1.25 or newer.
 */
export async function goToolchain(neededBy: string): Promise<string> {
  const needed = `${neededBy} is built with Go 1.${MINIMUM_MINOR} or newer (https://go.dev/dl)`;
  const output = await runCommand(
    'go',
    ['env', 'GOVERSION', 'GOOS', 'GOARCH'],
    { timeoutMs: 60_000 },
  ).catch(error => {
    throw new MissingPrerequisiteError(`${needed}. ${error.message}`);
  });
  const toolchain = output.trim().split(/\s+/).join(' ');
  const minor = Number(/^go1\.(\d+)/.exec(toolchain)?.[1]);
  if (!(minor >= MINIMUM_MINOR))
    throw new MissingPrerequisiteError(
      `${needed}; this machine has ${toolchain}.`,
    );
  return toolchain;
}
