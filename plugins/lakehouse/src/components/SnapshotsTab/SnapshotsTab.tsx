import { useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { lakehouseTableQueryPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  TableRef,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatSnapshotId,
  Lede,
  TableQueryView,
  SkeletonLines,
  Surface,
  WithTable,
} from '../shared';
import { CommitsCard } from './CommitsCard';
import { CompareBar } from './CompareBar';
import { CompareCard } from './CompareCard';
import { comparedPair, snapshotLabel } from './comparedPair';
import { GrowthCard } from './GrowthCard';
import { PreviewCard } from './PreviewCard';
import { SnapshotList } from './SnapshotList';
import styles from './snapshots.module.css';
import { useSnapshotPages } from './useSnapshotPages';
import { useSnapshotsState } from './useSnapshotsState';

/** The Snapshots tab of a table's entity page. */
export function SnapshotsTab() {
  return (
    <Surface>
      <WithTable>{table => <TableSnapshotsView table={table} />}</WithTable>
    </Surface>
  );
}

/** Snapshots of a table: growth, list, comparison, and rows as of then. */
export function TableSnapshotsView(props: { table: TableRef }) {
  const { table } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [state] = useSnapshotsState();
  const query = useSnapshotPages(table, state.depth);
  return (
    <TableQueryView
      query={query}
      table={table}
      failed={t('snapshots.failed', {
        table: `${table.schema}.${table.table}`,
      })}
      skeleton={<SnapshotsSkeleton />}
    >
      {snapshots => (
        <LoadedSnapshots
          table={table}
          snapshots={snapshots}
          loadingMore={query.status === 'loaded' && query.refreshing}
        />
      )}
    </TableQueryView>
  );
}

function LoadedSnapshots(props: {
  table: TableRef;
  snapshots: TableSnapshots;
  loadingMore: boolean;
}) {
  const { table, snapshots, loadingMore } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [state, update] = useSnapshotsState();
  const { allowed: mayQuery } = usePermission({
    permission: lakehouseTableQueryPermission,
  });
  const pair = comparedPair(state, snapshots);
  const comparison = useRef<HTMLDivElement>(null);
  const { historyKeptBy } = snapshots;
  const commits = historyKeptBy && (
    <CommitsCard
      table={table}
      keptBy={historyKeptBy}
      state={state}
      onChange={update}
    />
  );
  if (snapshots.totalSnapshots === 0 && commits) {
    return (
      <>
        <Lede {...snapshots.lede} />
        {commits}
      </>
    );
  }
  if (snapshots.totalSnapshots === 0) {
    return (
      <CardFrame title={t('snapshots.list.title')}>
        <EmptyState
          title={t('snapshots.empty.title')}
          detail={t('snapshots.empty.detail')}
        />
      </CardFrame>
    );
  }
  return (
    <>
      <Lede headline={snapshots.lede.headline} detail={snapshots.lede.detail} />
      {commits}
      {/* One snapshot has no growth: its history is in the commits. */}
      {!(commits && snapshots.totalSnapshots === 1) && (
        <GrowthCard
          snapshots={snapshots}
          state={state}
          pair={pair}
          onChange={update}
        />
      )}
      <SnapshotList
        snapshots={snapshots}
        state={state}
        pair={pair}
        loadingMore={loadingMore}
        onChange={update}
      />
      {pair && (
        <>
          <CompareBar
            from={snapshotLabel(pair.a, snapshots.refs, formatSnapshotId)}
            to={snapshotLabel(pair.b, snapshots.refs, formatSnapshotId)}
            target={comparison}
          />
          <div ref={comparison} tabIndex={-1} className={styles.target}>
            <CompareCard
              table={table}
              snapshots={snapshots}
              pair={pair}
              mayQuery={mayQuery}
              onChange={update}
            />
          </div>
        </>
      )}
      {pair && state.preview && mayQuery && (
        <PreviewCard
          key={pair.a}
          table={table}
          snapshotId={pair.a}
          onClose={() => update({ preview: false })}
        />
      )}
    </>
  );
}

/** The frames of the page at about their final height, so that nothing jumps when it comes. */
function SnapshotsSkeleton() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div style={{ display: 'grid', gap: 'var(--bui-space-4)' }}>
      <SkeletonLines lines={2} height={18} />
      <CardFrame title={t('snapshots.growth.title')}>
        <div style={{ height: 460 }} />
      </CardFrame>
      <CardFrame title={t('snapshots.list.title')}>
        <SkeletonLines lines={16} />
      </CardFrame>
    </div>
  );
}
