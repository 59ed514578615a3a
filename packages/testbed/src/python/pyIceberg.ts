import { join } from 'node:path';
import { runCommand } from '../processes';
import { pythonEnvironment } from './pythonEnvironment';

/**
 * The Python of a virtual environment with PyIceberg, made in the cache on first use (about 20 s, 320 MB).
 *
 * @throws MissingPrerequisiteError when there is no Python that can make one.
 */
export async function pyIcebergPython(): Promise<string> {
  const directory = await pythonEnvironment('pyiceberg', 'requirements.txt');
  return join(directory, 'bin', 'python');
}

/**
 * Runs a Python script with PyIceberg. It gets `input` as JSON on standard input and
 * answers with JSON on standard output; 64-bit ids have to be strings in both.
 */
export async function runPyIceberg<T>(
  script: string,
  input: unknown,
): Promise<T> {
  const output = await runCommand(await pyIcebergPython(), [script], {
    input: JSON.stringify(input),
    timeoutMs: 600_000,
  });
  return JSON.parse(output) as T;
}
