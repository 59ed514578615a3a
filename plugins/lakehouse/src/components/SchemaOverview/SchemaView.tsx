import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FleetOverview,
  LakehouseDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { FleetFigures } from '../FleetPage/FleetFigures';
import { FleetSkeleton } from '../FleetPage/FleetSkeleton';
import {
  LakehouseBanner,
  ScanFacts,
  scanRevision,
  useRefresh,
} from '../ScanState';
import {
  CardFrame,
  EmptyState,
  Lede,
  QueryView,
  useLakehouseQuery,
} from '../shared';
import { TablesList } from '../TablesList';
import { useSchemaLede } from './useSchemaLede';

interface Loaded {
  detail: LakehouseDetail;
  overview: FleetOverview;
}

/** Asks for the lakehouse of a schema, and keeps it current. */
export function SchemaView(props: { lakehouse: string; schema: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, schema } = props;
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
  useRefresh(
    query.refresh,
    query.status === 'loaded' && query.value.detail.scan.status === 'running',
  );
  return (
    <QueryView
      query={query}
      failed={t('lakehouse.schemaFailed', { schema })}
      skeleton={<FleetSkeleton />}
    >
      {value => (
        <SchemaPage
          {...value}
          schema={schema}
          stale={query.status === 'loaded' && query.refreshError !== undefined}
        />
      )}
    </QueryView>
  );
}

function SchemaPage(props: Loaded & { schema: string; stale: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { detail, overview } = props;
  const schema = detail.schemas.find(
    candidate => candidate.name === props.schema,
  );
  const lede = useSchemaLede(schema);
  const revision = scanRevision([detail]);
  if (!schema) {
    return (
      <CardFrame title={t('tabs.schema')}>
        <EmptyState
          title={t('lakehouse.schemaGone')}
          detail={t('lakehouse.schemaGoneDetail')}
        />
      </CardFrame>
    );
  }
  const scope = { lakehouse: detail.name, schema: schema.name };
  return (
    <>
      {!props.stale && <LakehouseBanner lakehouses={[detail]} />}
      <div>
        <Lede {...lede} />
        <ScanFacts lakehouses={[detail]} ageOnly />
      </div>
      {schema.tables > 0 && (
        <FleetFigures
          rollUp={schema.rollUp}
          scope={scope}
          revision={revision}
        />
      )}
      <TablesList
        scope={scope}
        layers={[]}
        owners={overview.owners.map(({ owner }) => owner)}
        revision={revision}
        title={t('fleet.list.title')}
      />
    </>
  );
}
