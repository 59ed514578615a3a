import type {
  FleetOverview,
  HealthRollUp,
  LakehouseSummary,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { formatFactor } from '@lakehouse-portal/table-health';
import { counted, listed, sentence } from './words';

/** Tables that are named one by one. */
const MAX_NAMED = 3;

/**
 * What opens the Lakehouse page: how many tables are in trouble, how slow they are, and what to do about the worst.
 *
 * @param worst - The tables with the worst health, worst first.
 */
export function fleetLede(fleet: {
  total: HealthRollUp;
  lakehouses: LakehouseSummary[];
  worst: TableSummary[];
  withoutOwner: number;
}): FleetOverview['lede'] {
  const { total, lakehouses } = fleet;
  if (lakehouses.length === 0) {
    return {
      headline: 'There is no lakehouse yet.',
      detail:
        'Create one from the template Lakehouse, or connect one under lakehouse.connections in app-config.',
    };
  }
  if (total.tables === 0) {
    return emptyLede(lakehouses);
  }
  return { headline: headline(total), detail: detail(fleet) };
}

function emptyLede(lakehouses: LakehouseSummary[]): FleetOverview['lede'] {
  const running = lakehouses.find(({ scan }) => scan.status === 'running');
  const failed = lakehouses.find(({ scan }) => scan.status === 'failed');
  if (running) {
    return {
      headline: `${running.title} is being read for the first time.`,
      detail: running.scan.activity ? sentence(running.scan.activity) : '',
    };
  }
  if (failed) {
    return {
      headline: `The tables of ${failed.title} can't be listed.`,
      detail: sentence(failed.scan.error ?? ''),
    };
  }
  const waiting = lakehouses.some(({ scan }) => scan.status === 'never');
  return waiting
    ? {
        headline: 'The lakehouses have not been read yet.',
        detail: 'The first scan starts in a moment.',
      }
    : { headline: 'There are no tables yet.', detail: '' };
}

function headline(total: HealthRollUp): string {
  const { tables, critical, atRisk, unknown, slow } = total;
  const slowness =
    slow === 0
      ? ''
      : `; reads of ${
          slow === 1 ? 'one' : slow
        } take 2× as long as they need to, or longer`;
  if (critical > 0) {
    return `${critical} of ${counted(tables, 'table')} ${
      critical === 1 ? 'is' : 'are'
    } critical${slowness}.`;
  }
  if (atRisk > 0) {
    return `No table is critical; ${atRisk} of ${tables} ${
      atRisk === 1 ? 'is' : 'are'
    } at risk${slowness}.`;
  }
  if (unknown === tables) {
    return `The health of ${
      tables === 1 ? 'the only table' : `all ${counted(tables, 'table')}`
    } is unknown.`;
  }
  return unknown > 0
    ? `${tables - unknown} of ${counted(
        tables,
        'table',
      )} are healthy; the health of ${unknown} is unknown.`
    : `${
        tables === 1
          ? 'The only table is'
          : `All ${counted(tables, 'table')} are`
      } healthy.`;
}

function detail({
  total,
  worst,
  withoutOwner,
  lakehouses,
}: Parameters<typeof fleetLede>[0]): string {
  const sentences: string[] = [];
  for (const table of worst
    .filter(({ severity }) => severity === 'critical')
    .slice(0, MAX_NAMED)) {
    const name = `${table.schema}.${table.table}`;
    const reads =
      table.slowdown !== undefined && table.slowdown >= 1.1
        ? `reads take about ${formatFactor(table.slowdown)}`
        : `scores ${table.score}`;
    const due = table.due
      .slice(0, 2)
      .map(
        action => action.charAt(0).toLocaleLowerCase('en-US') + action.slice(1),
      );
    sentences.push(
      `${name}: ${reads}${due.length > 0 ? `; ${listed(due)}` : ''}.`,
    );
  }
  if (total.critical > MAX_NAMED) {
    const more = total.critical - MAX_NAMED;
    sentences.push(`${more} more ${more === 1 ? 'is' : 'are'} critical.`);
  }
  if (total.critical > 0 && total.unknown > 0) {
    sentences.push(`The health of ${total.unknown} is unknown.`);
  }
  if (withoutOwner > 0) {
    sentences.push(
      `${counted(withoutOwner, 'table')} ${
        withoutOwner === 1 ? 'has' : 'have'
      } no owner to ask.`,
    );
  }
  for (const lakehouse of lakehouses.filter(
    ({ scan }) => scan.status === 'failed',
  )) {
    sentences.push(
      `${lakehouse.title} can't be reached: what is shown of it is from its last good scan.`,
    );
  }
  return sentences.join(' ');
}
