import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { FleetPage } from '../FleetPage';

/** The Lakehouse page with a header: the old system draws none. */
export function LegacyPage() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <>
      <Header title={t('page.title')} />
      <FleetPage />
    </>
  );
}
