import type { Capacity } from '@lakehouse-portal/blueprint';
import { plainCountOf } from '../../output/plainCountOf';
import { formatColumns } from '../../output/formatColumns';
import { printable } from '../../output/printable';
import type { FileChange } from './folder/planFolder';
import type { RenderReport } from './RenderReport';

/** For people, on standard error: what was rendered, what it needs of the cluster, what the linter thinks of it. */
export function describeRender({
  rendered,
  lint,
  folder,
}: RenderReport): string {
  const { lakehouse, objects, components, capacity, needs, files } = rendered;
  const lines = [
    `Lakehouse ${lakehouse.name} in namespace ${
      lakehouse.namespace
    }: ${plainCountOf(objects.length, 'object')} of ${plainCountOf(
      components.length,
      'component',
    )}`,
    '',
    capacityLines(capacity),
    '',
    ...needLines('The cluster must have:', needs.cluster),
    ...needLines('In the namespace before:', needs.namespace),
  ];
  for (const finding of lint.findings)
    lines.push(
      `${printable(finding.file)}:${finding.line ?? 1}  ${finding.severity}  ${
        finding.rule
      }  ${printable(finding.object ?? '')}`,
      `    ${printable(finding.message)}`,
      `    Fix: ${printable(finding.fix)}`,
    );
  lines.push(`Lint: ${lintSummary(lint)}`);
  if (folder) lines.push(...folderLines(folder));
  else if (files.some(({ path }) => path.includes('/')))
    lines.push(
      'Values of charts are files of their own, and only in the folder (--out).',
    );
  return `${lines.join('\n')}\n`;
}

function needLines(title: string, needs: string[]): string[] {
  return needs.length > 0
    ? [title, ...needs.map(need => `  ${need.replaceAll('`', '')}`), '']
    : [];
}

function capacityLines({ components, total }: Capacity): string {
  const rows = components.map(row => [
    row.title,
    row.maxPods > row.pods ? `${row.pods}-${row.maxPods}` : String(row.pods),
    `${row.cpuRequest}`,
    mebibytes(row.memoryMiB),
    row.storageMiB > 0 ? mebibytes(row.storageMiB) : '',
  ]);
  const most =
    total.maxPods > total.pods
      ? [
          [
            'at most',
            String(total.maxPods),
            `${total.maxCpuRequest}`,
            mebibytes(total.maxMemoryMiB),
            '',
          ],
        ]
      : [];
  return formatColumns([
    ['component', 'pods', 'CPU each', 'memory each', 'storage'],
    ...rows,
    [
      'together',
      String(total.pods),
      `${total.cpuRequest}`,
      mebibytes(total.memoryMiB),
      mebibytes(total.storageMiB),
    ],
    ...most,
  ]);
}

function lintSummary(lint: RenderReport['lint']): string {
  const count = (wanted: string) =>
    lint.findings.filter(({ severity }) => severity === wanted).length;
  const known =
    lint.suppressed.length > 0
      ? `; ${lint.suppressed.length} known (see README.md)`
      : '';
  return `${plainCountOf(count('error'), 'error')}, ${plainCountOf(
    count('warning'),
    'warning',
  )}, ${count('info')} info${known}`;
}

function folderLines({
  path,
  changes,
  isCheck,
}: NonNullable<RenderReport['folder']>): string[] {
  const changed = changes.filter(({ change }) => change !== 'unchanged');
  if (changed.length === 0) return [`${printable(path)} is up to date`];
  const words: Record<FileChange['change'], string> = isCheck
    ? {
        added: 'missing',
        changed: 'differs',
        removed: 'no longer rendered',
        unchanged: '',
      }
    : { added: 'added', changed: 'changed', removed: 'removed', unchanged: '' };
  return [
    isCheck
      ? `${printable(path)} is not what would be rendered:`
      : `${printable(path)}:`,
    ...changed.map(file => `  ${words[file.change]}  ${printable(file.path)}`),
  ];
}

function mebibytes(amount: number): string {
  return amount % 1024 === 0 ? `${amount / 1024} GiB` : `${amount} MiB`;
}
