import type { InvalidLakehouseError } from '@lakehouse-portal/blueprint';
import { exitCodeOf } from '../errors/exitCodeOf';
import { oneLine } from './oneLine';
import type { Terminal } from './Terminal';

const DETAILS = ['location', 'path', 'offset', 'code', 'status', 'attempts'];

/**
 * Reports an error and returns the exit code: one line on stderr, or with `--json` an object on stdout. A
 * document that is wrong has a line for each problem.
 */
export function reportError(
  terminal: Terminal,
  error: unknown,
  isJson: boolean,
): number {
  const { name, message } =
    error instanceof Error ? error : { name: 'Error', message: String(error) };
  const line = oneLine(message);
  const invalid = isInvalidLakehouse(error) ? error : undefined;
  const problems = invalid?.problems;
  if (isJson) {
    const details: Record<string, unknown> = {};
    if (problems)
      details.problems = problems.map(problem => ({
        path: problem.path,
        line: problem.line ?? null,
        message: problem.message,
      }));
    for (const key of DETAILS) {
      const value = (error as Record<string, unknown> | undefined)?.[key];
      if (typeof value === 'string' || typeof value === 'number')
        details[key] = value;
    }
    // Texts and numbers only: JSON's own writer is exact, and needs nothing of the reader of tables.
    terminal.out(
      `${JSON.stringify(
        { error: { name, message: line, ...details } },
        null,
        2,
      )}\n`,
    );
  } else if (problems) {
    for (const problem of problems)
      terminal.err(
        `lakehouse: ${oneLine(
          `${invalid?.what}${
            problem.line === undefined ? '' : `:${problem.line}`
          }: ${problem.path ? `${problem.path} ` : ''}${problem.message}`,
        )}\n`,
      );
  } else {
    terminal.err(`lakehouse: ${line}\n`);
  }
  return exitCodeOf(error);
}

/** By its name: its class would have to be loaded with all of the renderer, for the errors of any command. */
function isInvalidLakehouse(error: unknown): error is InvalidLakehouseError {
  return error instanceof Error && error.name === 'InvalidLakehouseError';
}
