import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import { formatBytes, formatCount } from '../shared';
import type { UnitRow } from './unitRows';

type Operation = RunDetail['units'][number]['operation'];

interface Column {
  label: string;
  numeric?: boolean;
  prose?: boolean;
  cell: (row: UnitRow) => string;
}

/** Pieces of a step, a row each: a column is there when a row has something for it. */
export function UnitTable(props: {
  operation: Operation;
  caption: string;
  rows: UnitRow[];
}) {
  const { operation, caption, rows } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const change = (pair: UnitRow['files']) =>
    pair
      ? t('maintenance.steps.change', {
          before: formatCount(pair.before),
          after: formatCount(pair.after),
        })
      : '';
  const valueOf = ({ value }: UnitRow) =>
    value === null ? t('maintenance.units.removed') : value ?? '';
  const stateOf = ({ state, reason }: UnitRow) =>
    [state && t(`maintenance.units.state.${state}`), reason]
      .filter(Boolean)
      .join(': ');
  const columns: Array<Column | false> = [
    {
      label: t(`maintenance.units.column.${operation}`),
      cell: ({ label }) => label ?? t('maintenance.units.wholeTable'),
    },
    rows.some(({ files }) => files) && {
      label: t('maintenance.steps.dataFiles'),
      numeric: true,
      cell: ({ files }) => change(files),
    },
    rows.some(({ deleteFiles }) => deleteFiles && deleteFiles.before > 0) && {
      label: t('maintenance.steps.deleteFiles'),
      numeric: true,
      cell: ({ deleteFiles }) => change(deleteFiles),
    },
    rows.some(({ bytes }) => bytes !== undefined) && {
      label: t('maintenance.units.size'),
      numeric: true,
      cell: ({ bytes }) => (bytes === undefined ? '' : formatBytes(bytes)),
    },
    rows.some(({ value }) => value !== undefined) && {
      label: t('maintenance.units.value'),
      cell: valueOf,
    },
    rows.some(({ before }) => before !== undefined) && {
      label: t('maintenance.units.before'),
      cell: ({ before }) =>
        before === null ? t('maintenance.units.notSet') : before ?? '',
    },
    rows.some(({ state }) => state) && {
      label: t('maintenance.runs.state'),
      prose: rows.some(({ reason }) => reason),
      cell: stateOf,
    },
  ];
  const shown = columns.filter(column => column !== false);
  return (
    <ChartTable
      caption={caption}
      maxHeight={260}
      columns={shown}
      rows={rows.map(row => ({
        key: row.key,
        cells: shown.map(({ cell }) => cell(row)),
      }))}
    />
  );
}
