import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration } from '@lakehouse-portal/table-health';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EntityLink,
  Figure,
  OwnerLink,
  SkeletonLines,
  useLakehouseQuery,
  useNow,
} from '../shared';
import styles from './FleetPage.module.css';

/** The table whose last commit is longest ago. Left out where no table has one. */
export function LongestWithoutCommit(props: {
  scope: Pick<TablesQuery, 'lakehouse' | 'schema'>;
  revision: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const asked: TablesQuery = {
    ...props.scope,
    sort: 'age',
    order: 'desc',
    limit: 1,
  };
  const query = useLakehouseQuery(
    `oldest/${JSON.stringify(asked)}/${props.revision}`,
    (api, options) => api.listTables(asked, options),
    {
      keepPrevious: true,
    },
  );
  if (query.status === 'failed') {
    return null;
  }
  const table = query.status === 'loaded' ? query.value.items[0] : undefined;
  if (query.status === 'loaded' && !table?.lastCommitAt) {
    return null;
  }
  return (
    <CardFrame
      title={t('fleet.figures.longest')}
      className={styles.figure}
      busy={query.status === 'loading'}
    >
      {table?.lastCommitAt ? (
        <Figure
          label=""
          {...splitDuration(
            formatDuration(
              Math.max(0, now - new Date(table.lastCommitAt).getTime()),
            ),
          )}
          foot={
            <span className={styles.resting}>
              <EntityLink
                entityRef={table.entityRef}
                inline
              >{`${table.schema}.${table.table}`}</EntityLink>
              <OwnerLink owner={table.owner} />
            </span>
          }
        />
      ) : (
        <SkeletonLines lines={2} />
      )}
    </CardFrame>
  );
}

/** `143 days` as a figure and its unit. */
function splitDuration(duration: string): { value: string; unit?: string } {
  const [value, ...unit] = duration.split(' ');
  return { value, unit: unit.join(' ') || undefined };
}
