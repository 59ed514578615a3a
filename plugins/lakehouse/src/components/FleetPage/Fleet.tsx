import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { useRefresh } from '../ScanState';
import { QueryView, useLakehouseQuery, useQueryParam } from '../shared';
import { FleetContent } from './FleetContent';
import { FleetSkeleton } from './FleetSkeleton';

/** Asks for the overview of all lakehouses, or of the one that the address names, and keeps it current. */
export function Fleet() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [lakehouse, setLakehouse] = useQueryParam('lakehouse');
  const filter = lakehouse ? { lakehouse } : undefined;
  const query = useLakehouseQuery(`overview/${lakehouse}`, (api, options) =>
    api.getOverview(filter, options),
  );
  const running =
    query.status === 'loaded' &&
    query.value.lakehouses.some(
      ({ scan }) => scan.status === 'running' || scan.status === 'never',
    );
  useRefresh(query.refresh, running);
  return (
    <>
      <QueryView
        query={query}
        failed={t('fleet.failed')}
        skeleton={<FleetSkeleton />}
      >
        {overview => (
          <FleetContent
            overview={overview}
            lakehouse={lakehouse || undefined}
            onLakehouse={name => setLakehouse(name ?? '')}
            onScanned={query.refresh}
            stale={
              query.status === 'loaded' && query.refreshError !== undefined
            }
          />
        )}
      </QueryView>
      {query.status === 'failed' && lakehouse && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setLakehouse('')}
          >
            {t('fleet.lakehouse.showAll')}
          </Button>
        </div>
      )}
    </>
  );
}
