import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { Lede, QueryView, Surface, useLakehouseQuery } from '../shared';

/** The Lakehouse page. */
export function FleetPage() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery('overview', (api, options) => api.getOverview(undefined, options));
  return (
    <main>
      <Container>
        <Surface>
          <QueryView query={query} failed={t('fleet.title')}>
            {overview => <Lede {...overview.lede} />}
          </QueryView>
        </Surface>
      </Container>
    </main>
  );
}
