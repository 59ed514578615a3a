import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  RiArrowLeftRightLine,
  RiCloseLine,
  RiTableLine,
} from '@remixicon/react';
import type {
  TableRef,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  describeError,
  EmptyState,
  formatSnapshotId,
  QueryView,
  SkeletonLines,
  tableKey,
  useLakehouseQuery,
} from '../shared';
import { snapshotLabel } from './comparedPair';
import type { ComparedPair } from './comparedPair';
import { Comparison } from './Comparison';
import type { SnapshotsState } from './useSnapshotsState';

/** Two snapshots side by side. */
export function CompareCard(props: {
  table: TableRef;
  snapshots: TableSnapshots;
  pair: ComparedPair;
  mayQuery: boolean;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { table, snapshots, pair, mayQuery, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <CardFrame
      title={t('snapshots.compare.title', {
        from: snapshotLabel(pair.a, snapshots.refs, formatSnapshotId),
        to: snapshotLabel(pair.b, snapshots.refs, formatSnapshotId),
      })}
      actions={
        <>
          {mayQuery && (
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiTableLine aria-hidden />}
              onPress={() => onChange({ preview: true })}
            >
              {t('snapshots.compare.preview')}
            </Button>
          )}
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowLeftRightLine aria-hidden />}
            onPress={() => onChange({ a: pair.b, b: pair.a })}
          >
            {t('snapshots.compare.swap')}
          </Button>
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiCloseLine aria-hidden />}
            onPress={() =>
              onChange({ a: undefined, b: undefined, preview: false })
            }
          >
            {t('snapshots.compare.clear')}
          </Button>
        </>
      }
    >
      {pair.a === pair.b ? (
        <EmptyState
          title={t('snapshots.compare.same')}
          detail={t('snapshots.compare.sameDetail')}
        />
      ) : (
        <LoadedComparison table={table} pair={pair} />
      )}
    </CardFrame>
  );
}

function LoadedComparison(props: { table: TableRef; pair: ComparedPair }) {
  const { table, pair } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery(
    `compare/${tableKey(table)}/${pair.a}/${pair.b}`,
    (api, options) =>
      api.compareSnapshots(table, { from: pair.a, to: pair.b }, options),
  );
  // A link to a comparison outlives its snapshots: expiry is no error of the portal.
  if (
    query.status === 'failed' &&
    describeError(query.error).kind === 'notFound'
  ) {
    return (
      <EmptyState
        title={t('snapshots.compare.failed')}
        detail={t('snapshots.compare.notFound')}
      />
    );
  }
  return (
    <QueryView
      query={query}
      failed={t('snapshots.compare.failed')}
      skeleton={<SkeletonLines lines={12} />}
    >
      {comparison => <Comparison comparison={comparison} />}
    </QueryView>
  );
}
