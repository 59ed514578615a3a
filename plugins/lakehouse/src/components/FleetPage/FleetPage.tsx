import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { MaintenanceView } from '../Maintenance';
import { Segments, Surface, useQueryParam } from '../shared';
import { Fleet } from './Fleet';

const TABLES = 'tables';
const MAINTENANCE = 'maintenance';

/** The Lakehouse page: health by owner and layer, and all tables; or the maintenance of all. */
export function FleetPage() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [shown, show] = useQueryParam('show', TABLES, { place: true });
  const [lakehouse] = useQueryParam('lakehouse');
  return (
    <main>
      <Container>
        <Surface>
          <div>
            <Segments
              label={t('fleet.show.label')}
              segments={[TABLES, MAINTENANCE].map(id => ({
                id,
                label: t(
                  id === MAINTENANCE
                    ? 'fleet.show.maintenance'
                    : 'fleet.show.tables',
                ),
              }))}
              selected={shown === MAINTENANCE ? MAINTENANCE : TABLES}
              onSelect={show}
            />
          </div>
          {shown === MAINTENANCE ? (
            <MaintenanceView lakehouse={lakehouse || undefined} />
          ) : (
            <Fleet />
          )}
        </Surface>
      </Container>
    </main>
  );
}
