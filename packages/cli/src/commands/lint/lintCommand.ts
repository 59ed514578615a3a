import {
  applyFixes,
  type LintError,
  type LintFinding,
  lintManifests,
  type LintResult,
  NEWEST_TRINO,
  OLDEST_SUPPORTED_TRINO,
  toSarif,
} from '@lakehouse-portal/blueprint';
import { writeFileSync } from 'node:fs';
import { BadInputError } from '../../errors/BadInputError';
import type { Terminal } from '../../output/Terminal';
import { packageVersion } from '../../packageVersion';
import { describeLint } from './describeLint';
import { readLintFiles } from './readLintFiles';

/** Options of `lakehouse lint`. */
export interface LintCommandOptions {
  json: boolean;
  sarif: boolean;
  fix: boolean;
  trinoVersion?: string;
}

/**
 * `lakehouse lint`: what is wrong with manifests.
 *
 * @returns the exit code: 2 when something could not be read (the rest was linted), else 1 when there is an error, else 0.
 */
export async function lintCommand(
  terminal: Terminal,
  paths: string[],
  options: LintCommandOptions,
): Promise<number> {
  if (options.json && options.sarif)
    throw new BadInputError('--json and --sarif are two formats: choose one');
  if (options.fix && paths.includes('-'))
    throw new BadInputError('--fix changes files, standard input is none');
  const read = readLintFiles(paths);
  const lintOptions = { trinoVersion: trinoVersionOf(options.trinoVersion) };
  let fixed: LintFinding[] = [];
  let result: LintResult;
  if (options.fix) {
    const fix = applyFixes(read.files, lintOptions);
    for (const { path, text } of fix.files)
      writeFileSync(path, read.marked.has(path) ? `\uFEFF${text}` : text);
    ({ result, fixed } = fix);
  } else result = lintManifests(read.files, lintOptions);
  const errors: LintError[] = [...read.errors, ...result.errors];
  const linted = result.counts.files - result.skipped.length;
  if (linted === 0 && errors.length === 0)
    throw new BadInputError(
      `Nothing to lint in ${paths.join(', ')}${
        result.skipped.length > 0
          ? `: ${result.skipped[0].file} is ${result.skipped[0].reason}`
          : ': no YAML, JSON or properties file'
      }`,
    );
  const complete = { ...result, errors };
  if (options.sarif)
    terminal.out(
      `${JSON.stringify(toSarif(complete, packageVersion()), null, 2)}\n`,
    );
  else if (options.json)
    terminal.out(`${JSON.stringify(toJson(complete, fixed), null, 2)}\n`);
  else terminal.out(describeLint(complete, fixed));
  if (errors.length > 0) return 2;
  return result.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function trinoVersionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const version = Number(text);
  if (
    !/^\d{3}$/.test(text) ||
    version < OLDEST_SUPPORTED_TRINO ||
    version > NEWEST_TRINO
  )
    throw new BadInputError(
      `--trino-version is a release of Trino that is known, ${OLDEST_SUPPORTED_TRINO} to ${NEWEST_TRINO}, not "${text}"`,
    );
  return version;
}

function toJson(result: LintResult, fixed: LintFinding[]): object {
  return {
    findings: result.findings.map(toJsonFinding),
    suppressed: result.suppressed.map(toJsonFinding),
    fixed: fixed.map(toJsonFinding),
    errors: result.errors.map(({ name, message, file, line }) => ({
      name,
      message,
      file,
      line: line ?? null,
    })),
    skipped: result.skipped,
    counts: result.counts,
  };
}

function toJsonFinding(finding: LintFinding): object {
  const { rule, severity, file, line, object, message, fix } = finding;
  return {
    rule,
    severity,
    file,
    line: line ?? null,
    object: object ?? null,
    message,
    fix,
  };
}
