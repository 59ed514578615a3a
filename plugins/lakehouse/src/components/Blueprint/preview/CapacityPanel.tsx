import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Capacity, LakehouseDocument } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { Banner, CardFrame } from '../../shared';
import { formatCores } from './amounts';
import { CapacityTable } from './CapacityTable';
import {
  formatMoney,
  formatPrice,
  HOURS_PER_MONTH,
  type Prices,
  totalCostOf,
} from './cost';
import { ProfilesCard } from './ProfilesCard';
import styles from './preview.module.css';

/** What it asks of the cluster, what that costs, and how both were reckoned. */
export function CapacityPanel(props: {
  document: LakehouseDocument;
  capacity: Capacity;
  prices: Prices | undefined;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { capacity, prices } = props;
  const { total } = capacity;
  return (
    <>
      <CardFrame
        flush
        title={t('blueprint.capacity.title')}
        footer={t('blueprint.capacity.note')}
      >
        <CapacityTable capacity={capacity} prices={prices} />
      </CardFrame>
      {!prices && (
        <Banner tone="info" title={t('blueprint.capacity.noPrices')}>
          {t('blueprint.capacity.noPricesDetail')}
        </Banner>
      )}
      <CardFrame
        title={t('blueprint.capacity.arithmetic')}
        subtitle={t('blueprint.capacity.arithmeticDetail')}
      >
        <ul className={styles.arithmetic}>
          {capacity.explain.map(line => (
            <li key={line}>{line}</li>
          ))}
          {prices && (
            <li>
              {t('blueprint.capacity.costArithmetic', {
                cpu: formatCores(total.cpuRequest),
                corePrice: formatPrice(prices.corePerHour, prices.currency),
                hours: String(HOURS_PER_MONTH),
                memory: formatCores(total.memoryMiB / 1024),
                memoryPrice: formatPrice(
                  prices.memoryGibPerHour,
                  prices.currency,
                ),
                storage: formatCores(total.storageMiB / 1024),
                storagePrice: formatPrice(
                  prices.storageGibPerMonth,
                  prices.currency,
                ),
                total: formatMoney(
                  totalCostOf(capacity, prices),
                  prices.currency,
                ),
              })}
            </li>
          )}
        </ul>
      </CardFrame>
      <ProfilesCard document={props.document} prices={prices} />
    </>
  );
}
