import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  describeError,
  EmptyState,
  formatCount,
  QueryView,
  SkeletonLines,
  tableKey,
  text,
  useLakehouseQuery,
} from '../shared';
import { CommitsTable } from './CommitsTable';
import styles from './snapshots.module.css';
import type { SnapshotsState } from './useSnapshotsState';

/** Commits that are asked for at a time, and at most. */
const STEP = 50;
const MOST = 1_000;

/** The history of a table that its catalog keeps in commits (Nessie), with the references of the catalog. */
export function CommitsCard(props: {
  table: TableRef;
  keptBy: string;
  state: SnapshotsState;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { table, keptBy, state, onChange } = props;
  const limit = Math.min(MOST, STEP * state.depth);
  const query = useLakehouseQuery(
    `commits/${tableKey(table)}/${limit}`,
    (api, options) => api.getCommits(table, { limit }, options),
    { keepPrevious: true },
  );
  const title = t('snapshots.commits.title', { catalog: keptBy });
  if (
    query.status === 'failed' &&
    describeError(query.error).kind === 'notFound'
  ) {
    return (
      <CardFrame title={title}>
        <EmptyState
          title={t('snapshots.commits.notThere', { catalog: keptBy })}
          detail={t('snapshots.commits.notThereDetail', { catalog: keptBy })}
        />
      </CardFrame>
    );
  }
  const loaded = query.status === 'loaded' ? query.value : undefined;
  const isLoading = query.status === 'loaded' && query.refreshing;
  return (
    <CardFrame
      flush
      title={title}
      subtitle={
        loaded &&
        t('snapshots.commits.subtitle', { reference: loaded.reference })
      }
      footer={
        loaded && (
          <div className={styles.listFoot}>
            <span role="status">
              {loaded.hasMore
                ? t('snapshots.commits.shown', {
                    count: loaded.commits.length,
                    formattedCount: formatCount(loaded.commits.length),
                  })
                : t('snapshots.commits.all', {
                    count: loaded.commits.length,
                    formattedCount: formatCount(loaded.commits.length),
                  })}
            </span>
            {loaded.hasMore &&
              (limit < MOST ? (
                <Button
                  size="small"
                  variant="secondary"
                  isPending={isLoading}
                  onPress={() => onChange({ depth: state.depth + 1 })}
                >
                  {t('snapshots.commits.older')}
                </Button>
              ) : (
                <span className={text.note}>
                  {t('snapshots.commits.most', { catalog: keptBy })}
                </span>
              ))}
          </div>
        )
      }
    >
      <div className={loaded ? undefined : styles.cardInside}>
        <QueryView
          query={query}
          failed={t('snapshots.commits.failed', {
            table: `${table.schema}.${table.table}`,
          })}
          skeleton={<SkeletonLines lines={10} />}
        >
          {commits => <CommitsTable commits={commits} />}
        </QueryView>
      </div>
    </CardFrame>
  );
}
