import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { Banner } from './Banner';
import { formatAge } from './format';
import { useNow } from './useNow';

/** The last scan failed: what is shown is the last good answer. Nothing when it went well. */
export function ScanBanner(props: {
  scannedAt: string | undefined;
  scanError: string | undefined;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  if (!props.scanError) {
    return null;
  }
  const age = props.scannedAt
    ? formatAge(new Date(props.scannedAt).getTime(), now)
    : undefined;
  return (
    <Banner
      tone="warning"
      title={age ? t('states.scanFailed', { age }) : t('states.neverScanned')}
    >
      {t('states.scanFailedDetail', { reason: props.scanError })}
    </Banner>
  );
}
