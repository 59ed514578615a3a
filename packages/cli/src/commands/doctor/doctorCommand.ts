import {
  diagnoseStack,
  type LintError,
  parseLakehouse,
  type StackDiagnosis,
} from '@lakehouse-portal/blueprint';
import { BadInputError } from '../../errors/BadInputError';
import { printable } from '../../output/printable';
import type { Terminal } from '../../output/Terminal';
import { readLintFiles } from '../lint/readLintFiles';
import { readDocument } from '../render/readDocument';
import { describeDiagnosis } from './describeDiagnosis';

/** Options of `lakehouse doctor`. */
export interface DoctorCommandOptions {
  document?: string;
  json: boolean;
}

/**
 * `lakehouse doctor`: what is wrong with what runs.
 *
 * @returns 2 when something could not be read (the rest was judged), else 1 when there is an error, else 0.
 */
export function doctorCommand(
  terminal: Terminal,
  paths: string[],
  options: DoctorCommandOptions,
): number {
  const read = readLintFiles(paths);
  const diagnosis = diagnoseStack({
    objects: read.files,
    document: documentOf(options.document),
    now: new Date(),
  });
  const errors = [...read.errors, ...diagnosis.errors];
  if (diagnosis.objects === 0 && errors.length === 0)
    throw new BadInputError(
      `No Kubernetes object in ${printable(
        paths.join(', '),
      )}: hand in what kubectl get … -o yaml prints`,
    );
  terminal.out(
    options.json
      ? `${JSON.stringify(toJson({ ...diagnosis, errors }), null, 2)}\n`
      : describeDiagnosis({ ...diagnosis, errors }),
  );
  if (errors.length > 0) return 2;
  return diagnosis.counts.error > 0 ? 1 : 0;
}

function documentOf(file: string | undefined) {
  if (file === undefined) return undefined;
  const { text, what } = readDocument(file);
  return parseLakehouse(text, what);
}

function toJson(diagnosis: StackDiagnosis): object {
  return {
    ...diagnosis,
    findings: diagnosis.findings.map(finding => ({
      ...finding,
      object: finding.object ?? null,
      source: finding.source ?? null,
    })),
    errors: diagnosis.errors.map(
      ({ name, message, file, line }: LintError) => ({
        ...{ name, message, file },
        line: line ?? null,
      }),
    ),
  };
}
