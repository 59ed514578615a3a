import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BatchSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, text } from '../shared';

type State = keyof BatchSummary['states'];

/** What asks for somebody first, what is over last. */
const ORDER: State[] = [
  'proposed',
  'failed',
  'running',
  'verifying',
  'approved',
  'done',
  'rolledBack',
  'cancelled',
];

/** How many runs of a batch are in which state. */
export function BatchStates(props: { states: BatchSummary['states'] }) {
  const { states } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <span className={`${text.row} ${text.wrap}`}>
      {ORDER.flatMap(state => {
        const count = states[state] ?? 0;
        return count === 0
          ? []
          : [
              <span key={state} className={text.tag}>
                {t('maintenance.batches.state', {
                  formattedCount: formatCount(count),
                  state: t(`maintenance.state.${state}`),
                })}
              </span>,
            ];
      })}
    </span>
  );
}
