import { type ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import { RiTable2 } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, type CardFrameProps } from './CardFrame';

/**
 * The toggle that swaps a chart for a table of the same data, and whether the table shows.
 * @param chart - names the chart for those who hear the button without seeing what it is beside
 */
export function useAsTable(chart: string): {
  asTable: boolean;
  toggle: ReactNode;
} {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [asTable, setAsTable] = useState(false);
  const toggle = (
    <ToggleButton
      size="small"
      iconStart={<RiTable2 size={14} aria-hidden />}
      isSelected={asTable}
      onChange={setAsTable}
      aria-label={t('chart.asTableOf', { chart })}
    >
      {t('chart.asTable')}
    </ToggleButton>
  );
  return { asTable, toggle };
}

/** A card with a chart, and the same data as a table behind a toggle. */
export function ChartCard(
  props: Omit<CardFrameProps, 'children' | 'title'> & {
    title: string;
    chart: ReactNode;
    table: ReactNode;
  },
) {
  const { chart, table, actions, ...frame } = props;
  const { asTable, toggle } = useAsTable(props.title);
  return (
    <CardFrame
      {...frame}
      actions={
        <>
          {actions}
          {toggle}
        </>
      }
    >
      {asTable ? table : chart}
    </CardFrame>
  );
}
