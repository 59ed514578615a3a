import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, tableStyles } from '../shared';
import type { TablesState } from './TablesState';

/** How many tables there are, in which order, and what the figures mean. */
export function TablesFoot(props: { total: number; state: TablesState }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { total, state } = props;
  return (
    <div className={tableStyles.foot}>
      <span>
        {t('fleet.list.total', {
          count: total,
          formattedCount: formatCount(total),
          order: t(`fleet.order.${state.sort}.${state.order}`),
        })}{' '}
        {state.sort === 'health' ? `${t('fleet.list.unknownOrder')} ` : ''}
        {t('fleet.list.readsNote')}
      </span>
    </div>
  );
}
