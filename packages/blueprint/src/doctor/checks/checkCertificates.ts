import type { LintContext } from '../../lint/LintContext';
import { fieldsOf, textOf } from '../../lint/source/Fields';
import type { StackFinding } from '../StackFinding';
import { endOfCertificate } from './endOfCertificate';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;

/** Certificates that have ended or soon will: Secrets that could be read, and what cert-manager says of its own. */
export function checkCertificates(
  context: LintContext,
  now: Date,
): StackFinding[] {
  const findings: StackFinding[] = [];
  for (const { value, label } of context.objectsOf('Secret')) {
    const data = textOf(fieldsOf(value.data)['tls.crt']);
    // Whoever may only see names gets Secrets without data.
    if (value.type !== 'kubernetes.io/tls' || !data) continue;
    const end = endOfCertificate(data);
    if (end === undefined)
      findings.push({
        ...{ topic: 'certificates', rule: 'D-certificate' },
        severity: 'warning',
        object: label,
        message: 'tls.crt is no certificate in PEM',
        fix: 'Put the certificate there, with those between it and the root behind it.',
      });
    else findings.push(...judge(end, label, now));
  }
  for (const { value, label, apiVersion } of context.objectsOf('Certificate')) {
    const end = new Date(textOf(fieldsOf(value.status).notAfter) ?? NaN);
    if (apiVersion.startsWith('cert-manager.io/') && !isNaN(end.getTime()))
      findings.push(...judge(end, label, now));
  }
  return findings;
}

function judge(end: Date, object: string, now: Date): StackFinding[] {
  const days = Math.floor((end.getTime() - now.getTime()) / DAY_MS);
  if (days >= WARN_DAYS) return [];
  const date = end.toISOString().slice(0, 10);
  return [
    {
      ...{ topic: 'certificates', rule: 'D-certificate' },
      severity: days < 0 ? 'error' : 'warning',
      object,
      message:
        days < 0
          ? `The certificate has ended on ${date}: clients refuse the connection`
          : `The certificate ends on ${date}, in ${days} days`,
      fix: 'Renew it; pods that mount the Secret must be restarted where they read it at start only, as Trino does.',
    },
  ];
}
