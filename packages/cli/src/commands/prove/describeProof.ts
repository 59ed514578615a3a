import type { ProofReport } from '@lakehouse-portal/prove';
import { countOf } from '../../output/countOf';
import { printable } from '../../output/printable';

/** The first line, before anything was tried. */
export function describeHead(
  catalog: string,
  server: string,
  user: string,
): string {
  return `Proving ${printable(catalog)} through ${printable(
    server,
  )} as ${printable(user)}\n`;
}

/** What came of it, after the steps. */
export function describeProof(report: ProofReport): string {
  const lines = ['', verdict(report)];
  const { notTried, createdSchemas, left } = report;
  if (notTried.length > 0) {
    lines.push(`Not tried: ${notTried.map(printable).join('; ')}`);
  }
  if (createdSchemas.length > 0) {
    lines.push(
      `Made, and stays: ${countOf(
        createdSchemas.length,
        'schema',
      )} (${createdSchemas.map(printable).join(', ')})`,
    );
  }
  if (left.length === 0) {
    lines.push('No table of the proof is left.');
  }
  for (const { schema, table, reason, remove } of left) {
    lines.push(
      `Left behind: ${printable(`${schema}.${table}: ${reason}`)}`,
      `  Remove it with: ${printable(remove)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function verdict({ outcome, steps, durationMs, left }: ProofReport): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  if (outcome === 'cancelled') {
    return `Cancelled after ${seconds}: nothing is proved.`;
  }
  if (outcome === 'proved') {
    const layers = new Set(steps.flatMap(({ layer }) => layer ?? [])).size;
    const promises = steps.filter(({ id }) => /^access\/\d+$/.test(id)).length;
    return `Proved in ${seconds}: ${countOf(layers, 'layer')}${
      promises > 0
        ? `, ${countOf(promises, 'promise')} of the access rules`
        : ''
    }.`;
  }
  const failed = steps.filter(one => one.failure);
  const hops = [...new Set(failed.map(({ failure }) => failure?.hop))];
  return failed.length === 0
    ? `Not proved, after ${seconds}: ${countOf(left.length, 'table')} left.`
    : `Not proved, after ${seconds}: ${countOf(
        failed.length,
        'step',
      )} failed (${hops.join(', ')}).`;
}
