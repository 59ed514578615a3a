import type { TableHealth } from '@lakehouse-portal/table-health';
import type { ReadWarning } from '@lakehouse-portal/table-metadata';
import { describeWarnings } from './describeWarnings';
import { printable } from './printable';
import { formatColumns } from './formatColumns';

/** The verdict for people: the sentence first, then what it rests on, then what to do. */
export function describeHealth(
  name: string,
  health: TableHealth,
  warnings: ReadWarning[],
): string {
  const sections = [
    headline(name, health),
    dimensions(health),
    recommendations(health),
    notes(health),
    describeWarnings(warnings),
  ];
  return `${sections.filter(section => section !== undefined).join('\n\n')}\n`;
}

function headline(
  name: string,
  { score, scoreIsUpperBound, severity, lede }: TableHealth,
): string {
  const points =
    score === undefined
      ? 'not judged'
      : `${scoreIsUpperBound ? 'at most ' : ''}${score} of 100`;
  return `${printable(name)}: ${severity}, ${points}\n${printable(
    lede.headline,
  )}\n${printable(lede.detail)}`.trimEnd();
}

function dimensions(health: TableHealth): string {
  const rows = health.dimensions.map(
    ({ id, state, cost, value, threshold, thresholdSource }) => [
      id,
      pointsOf(state, cost),
      value,
      threshold === '' ? '' : `${threshold} (${thresholdSource.label})`,
    ],
  );
  return `Dimensions\n${formatColumns(
    [['', 'Points', 'Found', 'Costs nothing'], ...rows],
    ['left', 'right'],
  )}`;
}

function pointsOf(state: 'known' | 'unknown', cost: number): string {
  if (state === 'unknown') return 'unknown';
  return cost > 0 ? `-${cost}` : '0';
}

function recommendations({
  recommendations: steps,
}: TableHealth): string | undefined {
  if (steps.length === 0) return undefined;
  const lines = steps.map(
    ({ action, actionDetail, finding, destructive }, index) => {
      const warning = destructive
        ? ' (removes data, files or history for good)'
        : '';
      return `  ${index + 1}. ${printable(action)}: ${printable(
        finding,
      )}${warning}${
        actionDetail === undefined ? '' : `\n     ${printable(actionDetail)}`
      }`;
    },
  );
  return `What to do\n${lines.join('\n')}`;
}

function notes(health: TableHealth): string | undefined {
  if (health.notes.length === 0) return undefined;
  return `Notes\n${formatColumns(
    health.notes.map(({ subject, text }) => [subject, text]),
  )}`;
}
