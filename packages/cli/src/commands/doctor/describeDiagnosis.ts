import type { StackDiagnosis } from '@lakehouse-portal/blueprint';
import { countOf } from '../../output/countOf';
import { printable } from '../../output/printable';

/** The findings for people, the worst first. */
export function describeDiagnosis({
  findings,
  counts,
  objects,
  notJudged,
  errors,
}: StackDiagnosis): string {
  const lines: string[] = [];
  for (const { name, message, file } of errors)
    lines.push(
      `${printable(file)}  not read  ${name}`,
      `    ${printable(message)}`,
      '',
    );
  for (const finding of findings) {
    const { severity, topic, rule, object, message, fix, source } = finding;
    lines.push(
      `${severity}  ${topic}  ${rule}${object ? `  ${printable(object)}` : ''}`,
      `    ${printable(message)}`,
      `    Fix: ${printable(fix)}`,
      ...(source ? [`    Known from: ${printable(source)}`] : []),
      '',
    );
  }
  for (const what of notJudged) lines.push(`Not judged: ${printable(what)}`);
  if (notJudged.length > 0) lines.push('');
  lines.push(
    `${countOf(counts.error, 'error')}, ${countOf(
      counts.warning,
      'warning',
    )}, ${counts.info} info in ${countOf(objects, 'object')}${
      errors.length > 0
        ? `; ${countOf(errors.length, 'input')} could not be read`
        : ''
    }`,
  );
  return `${lines.join('\n')}\n`;
}
