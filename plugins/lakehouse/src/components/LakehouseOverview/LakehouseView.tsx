import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FleetOverview,
  LakehouseDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { FleetFigures } from '../FleetPage/FleetFigures';
import { FleetSkeleton } from '../FleetPage/FleetSkeleton';
import {
  AcceptLoss,
  LakehouseBanner,
  ScanFacts,
  ScanLakehouse,
  scanRevision,
  useRefresh,
} from '../ScanState';
import { Lede, QueryView, useLakehouseQuery } from '../shared';
import { SourcesCard } from '../Sources';
import { TablesList } from '../TablesList';
import { ConnectionCard } from './ConnectionCard';
import styles from './LakehouseOverview.module.css';
import { SchemasCard } from './SchemasCard';

/** What the page of a lakehouse is made of. */
interface Loaded {
  detail: LakehouseDetail;
  overview: FleetOverview;
}

/** Asks for a lakehouse and its overview, and keeps both current. */
export function LakehouseView(props: { lakehouse: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse } = props;
  const query = useLakehouseQuery<Loaded>(
    `lakehouse-page/${lakehouse}`,
    async (api, options) => {
      const [detail, overview] = await Promise.all([
        api.getLakehouse(lakehouse, options),
        api.getOverview({ lakehouse }, options),
      ]);
      return { detail, overview };
    },
  );
  const status =
    query.status === 'loaded' ? query.value.detail.scan.status : undefined;
  useRefresh(query.refresh, status === 'running' || status === 'never');
  return (
    <QueryView
      query={query}
      failed={t('lakehouse.failed', { lakehouse })}
      skeleton={<FleetSkeleton />}
    >
      {value => (
        <LakehousePage
          {...value}
          stale={query.status === 'loaded' && query.refreshError !== undefined}
          onScanned={query.refresh}
        />
      )}
    </QueryView>
  );
}

function LakehousePage(
  props: Loaded & { stale: boolean; onScanned: () => void },
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { detail, overview } = props;
  const revision = scanRevision([detail]);
  return (
    <>
      {!props.stale && (
        <LakehouseBanner
          lakehouses={[detail]}
          refusedAction={
            <AcceptLoss lakehouse={detail} onScanned={props.onScanned} />
          }
        />
      )}
      <div className={styles.opening}>
        <div className={styles.lede}>
          <Lede {...overview.lede} />
          <ScanFacts lakehouses={[detail]} />
        </div>
        <ScanLakehouse lakehouse={detail} onScanned={props.onScanned} />
      </div>
      {detail.rollUp.tables > 0 && (
        <FleetFigures
          rollUp={detail.rollUp}
          scope={{ lakehouse: detail.name }}
          revision={revision}
        />
      )}
      <SchemasCard lakehouse={detail.name} schemas={detail.schemas} />
      {detail.rollUp.tables > 0 && (
        <TablesList
          scope={{ lakehouse: detail.name }}
          layers={overview.layers}
          owners={overview.owners.map(({ owner }) => owner)}
          revision={revision}
          title={t('fleet.list.title')}
        />
      )}
      <SourcesCard lakehouse={detail.name} revision={revision} />
      <ConnectionCard lakehouse={detail} />
    </>
  );
}
