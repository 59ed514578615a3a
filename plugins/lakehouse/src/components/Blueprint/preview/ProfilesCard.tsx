import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseDocument } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { CardFrame, tableStyles, text } from '../../shared';
import { formatCores, formatMebibytes } from './amounts';
import { formatMoney, type Prices, totalCostOf } from './cost';
import { profilesOf } from './profilesOf';

/** The sizes beside each other, so that one can choose. */
export function ProfilesCard(props: {
  document: LakehouseDocument;
  prices: Prices | undefined;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { document, prices } = props;
  const profiles = useMemo(() => profilesOf(document), [document]);
  const chosen = document.spec.size ?? 'demo';
  return (
    <CardFrame
      flush
      title={t('blueprint.capacity.profiles')}
      subtitle={t('blueprint.capacity.profilesDetail')}
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('blueprint.capacity.profiles')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>
            {t('blueprint.capacity.profiles')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('blueprint.capacity.profile')}</th>
              <th scope="col">{t('blueprint.capacity.workerNode')}</th>
              {[
                t('blueprint.capacity.pods'),
                t('blueprint.capacity.cpu'),
                t('blueprint.capacity.memory'),
                t('blueprint.capacity.storage'),
                ...(prices
                  ? [
                      t('blueprint.capacity.cost', {
                        currency: prices.currency,
                      }),
                    ]
                  : []),
              ].map(head => (
                <th key={head} scope="col" className={tableStyles.number}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {profiles.map(profile => {
              const name = (
                <th scope="row">
                  {t(`blueprint.capacity.${profile.size}`)}
                  {profile.size === chosen && (
                    <>
                      {' '}
                      <span className={text.tag}>
                        {t('blueprint.capacity.chosen')}
                      </span>
                    </>
                  )}
                </th>
              );
              if ('reason' in profile) {
                return (
                  <tr key={profile.size}>
                    {name}
                    <td colSpan={prices ? 6 : 5}>
                      {t('blueprint.capacity.impossible', {
                        reason: profile.reason,
                      })}
                    </td>
                  </tr>
                );
              }
              const { total } = profile.capacity;
              const node = profile.capacity.components.find(
                ({ component }) => component === 'worker',
              );
              return (
                <tr key={profile.size}>
                  {name}
                  <td>
                    {node
                      ? t('blueprint.capacity.node', {
                          count: node.cpuRequest,
                          cpu: formatCores(node.cpuRequest),
                          memory: formatMebibytes(node.memoryMiB),
                        })
                      : t('blueprint.capacity.oneNode')}
                  </td>
                  <td className={tableStyles.number}>{total.pods}</td>
                  <td className={tableStyles.number}>
                    {formatCores(total.cpuRequest)}
                  </td>
                  <td className={tableStyles.number}>
                    {formatMebibytes(total.memoryMiB)}
                  </td>
                  <td className={tableStyles.number}>
                    {total.storageMiB === 0
                      ? '–'
                      : formatMebibytes(total.storageMiB)}
                  </td>
                  {prices && (
                    <td className={tableStyles.number}>
                      {formatMoney(
                        totalCostOf(profile.capacity, prices),
                        prices.currency,
                      )}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
