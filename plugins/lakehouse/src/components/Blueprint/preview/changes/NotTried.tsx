import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { Banner } from '../../../shared';

/** The cluster could not be asked: why, and what to do. */
export function NotTried(props: {
  preview: Extract<BlueprintPreview, { status: 'not-tried' }>;
  cluster: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { preview, cluster } = props;
  const { reason, message } = preview;
  return (
    <>
      <Banner
        tone="negative"
        role="alert"
        title={
          reason === 'failed'
            ? t('blueprint.changes.notTried', { cluster })
            : t(`blueprint.changes.${reason}`, { cluster })
        }
      >
        {message}
      </Banner>
      <p>{t(`blueprint.changes.${reason}Try`)}</p>
    </>
  );
}
