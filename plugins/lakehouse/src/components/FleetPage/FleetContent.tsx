import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetOverview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  LakehouseBanner,
  ScanFacts,
  ScanLakehouse,
  scanRevision,
} from '../ScanState';
import { Lede } from '../shared';
import { NO_FILTER, TablesList, useTablesState } from '../TablesList';
import { FirstLakehouse } from './FirstLakehouse';
import { FleetFigures } from './FleetFigures';
import { LakehouseSelect } from './LakehouseSelect';
import { OwnerLayerCard } from './OwnerLayerCard';
import { useViewCounts } from './useViewCounts';
import styles from './FleetPage.module.css';

interface FleetContentProps {
  overview: FleetOverview;
  /** The chosen one; all of them when absent. */
  lakehouse: string | undefined;
  onLakehouse: (lakehouse: string | undefined) => void;
  onScanned: () => void;
  /** The page says already that its figures are old: one banner is enough. */
  stale: boolean;
}

/** The page with its data: lede, figures, owners by layers, list. */
export function FleetContent(props: FleetContentProps) {
  return props.overview.lakehouses.length === 0 ? (
    <FirstLakehouse />
  ) : (
    <FleetWithTables {...props} />
  );
}

function FleetWithTables(props: FleetContentProps) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { overview, lakehouse, onScanned } = props;
  const [state, onChange] = useTablesState();
  const revision = scanRevision(overview.lakehouses);
  const counts = useViewCounts(overview, lakehouse, revision);
  const only =
    overview.lakehouses.length === 1 ? overview.lakehouses[0] : undefined;
  return (
    <>
      {!props.stale && (
        <LakehouseBanner
          lakehouses={overview.lakehouses}
          action={
            // Those that can't be read may all have their last good figures.
            overview.total.unknown > 0 && (
              <button
                type="button"
                className={styles.bannerLink}
                onClick={() =>
                  onChange({ ...NO_FILTER, severity: ['unknown'] })
                }
              >
                {t('lakehouse.banner.showUnknown')}
              </button>
            )
          }
        />
      )}
      <div className={styles.opening}>
        <div className={styles.lede}>
          <Lede {...overview.lede} />
          <ScanFacts lakehouses={overview.lakehouses} />
        </div>
        <div className={styles.actions}>
          <LakehouseSelect selected={lakehouse} onSelect={props.onLakehouse} />
          {only && <ScanLakehouse lakehouse={only} onScanned={onScanned} />}
        </div>
      </div>
      {overview.total.tables > 0 && (
        <>
          <FleetFigures
            rollUp={overview.total}
            scope={{ lakehouse }}
            revision={revision}
          />
          <OwnerLayerCard
            overview={overview}
            state={state}
            onChange={onChange}
          />
          <TablesList
            scope={{ lakehouse }}
            layers={overview.layers}
            owners={overview.owners.map(({ owner }) => owner)}
            views={counts}
            showLakehouse={overview.lakehouses.length > 1}
            revision={revision}
            title={t('fleet.list.title')}
          />
        </>
      )}
    </>
  );
}
