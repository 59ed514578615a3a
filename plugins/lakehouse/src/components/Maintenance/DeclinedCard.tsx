import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanDocument } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, tableStyles, text } from '../shared';

/** What was considered and is not done, with the reason. */
export function DeclinedCard(props: {
  declined: PlanDocument['plan']['declined'];
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (props.declined.length === 0) {
    return null;
  }
  // What stands in the way of something that would be due says more than that nothing is.
  const isDue = ({ kind }: (typeof props.declined)[number]) =>
    kind !== 'nothing-due';
  const declined = [
    ...props.declined.filter(isDue),
    ...props.declined.filter(one => !isDue(one)),
  ];
  return (
    <CardFrame flush title={t('maintenance.declined.title')}>
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('maintenance.declined.caption')}
      >
        <table className={`${tableStyles.table} ${tableStyles.top}`}>
          <caption className={text.hidden}>
            {t('maintenance.declined.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('maintenance.declined.operation')}</th>
              <th scope="col">{t('maintenance.declined.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {declined.map(({ operation, kind, reason }) => (
              <tr key={operation}>
                <th scope="row" className={tableStyles.nowrap}>
                  {t(`maintenance.operation.${operation}`)}
                  <div className={text.note}>
                    {t(`maintenance.declined.kind.${kind}`)}
                  </div>
                </th>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
