import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  LakehouseApi,
  RequestOptions,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import { formatInstant, tableKey, text, useLakehouseQuery } from '../shared';

/** Snapshots that one request asks for: the most that the back end gives. */
const PAGE = 500;

interface KnownSnapshot {
  committedAt: string;
  operation?: string;
}

/** Snapshots that go, each with when it was committed and by which operation, as far as the table still has it. */
export function ExpiringSnapshots(props: {
  table: TableRef;
  caption: string;
  snapshotIds: string[];
}) {
  const { table, caption, snapshotIds } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery(
    `expiring/${tableKey(table)}/${snapshotIds[0]}`,
    (api, options) => readOldest(api, table, options),
  );
  const known = query.status === 'loaded' ? query.value : undefined;
  return (
    <>
      <ChartTable
        caption={caption}
        maxHeight={260}
        columns={[
          { label: t('maintenance.units.column.expire-snapshots') },
          { label: t('maintenance.units.committed') },
          { label: t('maintenance.units.operation') },
        ]}
        rows={snapshotIds.map(id => {
          const snapshot = known?.get(id);
          return {
            key: id,
            cells: [
              id,
              snapshot ? formatInstant(snapshot.committedAt) : '–',
              snapshot?.operation ?? '–',
            ],
          };
        })}
      />
      {known && snapshotIds.some(id => !known.has(id)) && (
        <p className={text.note}>{t('maintenance.units.gone')}</p>
      )}
      {query.status === 'failed' && (
        <p className={text.note}>{t('maintenance.units.timesUnknown')}</p>
      )}
    </>
  );
}

/** The oldest snapshots of a table, and what is known of the others; a plan names those that go from the oldest on. */
async function readOldest(
  api: LakehouseApi,
  table: TableRef,
  options: RequestOptions,
): Promise<Map<string, KnownSnapshot>> {
  let page = await api.getSnapshots(table, { limit: PAGE }, options);
  const known = new Map<string, KnownSnapshot>();
  for (const { snapshotId, at, operation } of page.growth) {
    known.set(snapshotId, { committedAt: at, operation });
  }
  if (page.totalSnapshots > PAGE) {
    page = await api.getSnapshots(
      table,
      { offset: page.totalSnapshots - PAGE, limit: PAGE },
      options,
    );
  }
  for (const { snapshotId, committedAt, operation } of page.snapshots) {
    known.set(snapshotId, { committedAt, operation });
  }
  return known;
}
