import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, ScanBanner } from '../shared';

/**
 * At most one banner, the worst: the last scan failed, parts of the metadata are damaged, or the way in which the table
 * is read does not tell all.
 */
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
  const damages = warnings.filter(({ isLimit }) => !isLimit);
  return (
    <Banner
      tone={damages.length > 0 ? 'warning' : 'info'}
      title={
        damages.length > 0
          ? t('states.warnings', { count: damages.length })
          : t('states.limits', { count: warnings.length })
      }
    >
      <ul>
        {[...damages, ...warnings.filter(({ isLimit }) => isLimit)].map(
          warning => (
            <li key={`${warning.code}-${warning.location}-${warning.message}`}>
              {warning.message}{' '}
              {warning.location && <code>{warning.location}</code>}
            </li>
          ),
        )}
      </ul>
    </Banner>
  );
}
