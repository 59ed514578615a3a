import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  lakehousePolicyReadPermission,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  QueryView,
  SkeletonLines,
  tableKey,
  tableStyles,
  text,
} from '../shared';
import { usePolicyQuery } from './usePolicyQuery';

/** The policy that applies to a table, value by value, with where each comes from. */
export function TablePolicyCard(props: { table: TableRef }) {
  const { table } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = usePolicyQuery(`table/${tableKey(table)}`, (api, options) =>
    api.getTablePolicy(table, options),
  );
  return (
    <CardFrame
      flush={query.status === 'loaded'}
      title={t('policies.ofTable.title')}
      subtitle={t('policies.ofTable.subtitle')}
    >
      <QueryView
        query={query}
        failed={t('policies.ofTable.failed')}
        hints={{ unavailable: t('maintenance.failures.unavailable') }}
        notAllowed={t('policies.ofTable.notAllowed')}
        permission={lakehousePolicyReadPermission.name}
        skeleton={<SkeletonLines lines={6} />}
      >
        {({ values }) => (
          <div
            className={tableStyles.scroll}
            tabIndex={0}
            role="region"
            aria-label={t('policies.ofTable.caption')}
          >
            <table className={tableStyles.table}>
              <caption className={text.hidden}>
                {t('policies.ofTable.caption')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('policies.ofTable.what')}</th>
                  <th scope="col">{t('policies.ofTable.value')}</th>
                  <th scope="col">{t('policies.ofTable.source')}</th>
                </tr>
              </thead>
              <tbody>
                {values.map(({ name, value, source }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{value}</td>
                    <td className={text.muted}>{source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryView>
    </CardFrame>
  );
}
