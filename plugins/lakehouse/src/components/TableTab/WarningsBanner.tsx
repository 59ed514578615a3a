import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, ScanBanner } from '../shared';

/** At most one banner, the worst: the last scan failed, or parts of the metadata are damaged. */
export function WarningsBanner(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { summary, warnings } = props.detail;
  if (summary.scanError) {
    return (
      <ScanBanner scannedAt={summary.scannedAt} scanError={summary.scanError} />
    );
  }
  if (warnings.length === 0) {
    return null;
  }
  return (
    <Banner
      tone="warning"
      title={t('states.warnings', { count: warnings.length })}
    >
      <ul>
        {warnings.map(warning => (
          <li key={`${warning.code}-${warning.location}-${warning.message}`}>
            {warning.message}{' '}
            {warning.location && <code>{warning.location}</code>}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
