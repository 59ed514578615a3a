import type { LintFinding, LintResult } from '@lakehouse-portal/blueprint';
import { plainCountOf } from '../../output/plainCountOf';
import { printable } from '../../output/printable';

/** The findings for people: by file, each with what happens and what to do. */
export function describeLint(result: LintResult, fixed: LintFinding[]): string {
  const lines: string[] = [];
  for (const { name, message, file, line } of result.errors)
    lines.push(
      `${printable(file)}${
        line === undefined ? '' : `:${line}`
      }  not linted  ${name}`,
      `    ${printable(message)}`,
      '',
    );
  for (const finding of result.findings) {
    const { file, line, severity, rule, object, message, fix } = finding;
    lines.push(
      `${printable(file)}${
        line === undefined ? '' : `:${line}`
      }  ${severity}  ${rule}${
        object === undefined ? '' : `  ${printable(object)}`
      }`,
      `    ${printable(message)}`,
      `    Fix: ${printable(fix)}`,
      '',
    );
  }
  for (const { file, rule, message } of fixed)
    lines.push(`${printable(file)}  fixed  ${rule}  ${printable(message)}`);
  if (fixed.length > 0) lines.push('');
  lines.push(summary(result, fixed));
  return `${lines.join('\n')}\n`;
}

function summary(result: LintResult, fixed: LintFinding[]): string {
  const count = (wanted: string) =>
    result.findings.filter(({ severity }) => severity === wanted).length;
  const parts = [
    plainCountOf(count('error'), 'error'),
    plainCountOf(count('warning'), 'warning'),
    `${count('info')} info`,
  ];
  const notes = [
    fixed.length > 0 ? `${fixed.length} fixed` : '',
    result.suppressed.length > 0
      ? `${result.suppressed.length} suppressed`
      : '',
    result.skipped.length > 0
      ? `${plainCountOf(result.skipped.length, 'file')} skipped (${printable(
          result.skipped[0].file,
        )}: ${result.skipped[0].reason})`
      : '',
    result.errors.length > 0
      ? `${plainCountOf(result.errors.length, 'input')} could not be read`
      : '',
  ].filter(note => note !== '');
  return `${parts.join(', ')} in ${plainCountOf(
    result.counts.objects,
    'object',
  )} of ${plainCountOf(result.counts.files, 'file')}${
    notes.length > 0 ? `; ${notes.join(', ')}` : ''
  }`;
}
