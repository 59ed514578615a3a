import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiFilterOffLine } from '@remixicon/react';
import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatCount,
  tableStyles,
  text,
} from '../shared';
import type { ComparedPair } from './comparedPair';
import { FoldRow } from './FoldRow';
import { filterLines, foldLines, railNodes } from './listRows';
import { railLayout } from './railLayout';
import { SnapshotFilters } from './SnapshotFilters';
import { SnapshotRow } from './SnapshotRow';
import styles from './snapshots.module.css';
import { PAGE_SIZE } from './useSnapshotPages';
import type { SnapshotsState } from './useSnapshotsState';

/** All snapshots that are loaded, with the rail of their histories. */
export function SnapshotList(props: {
  snapshots: TableSnapshots;
  state: SnapshotsState;
  pair?: ComparedPair;
  loadingMore: boolean;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { snapshots, state, pair, loadingMore, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = snapshots.snapshots;
  const head = snapshots.refs.find(ref => ref.name === state.ref)?.snapshotId;
  const filtered = head !== undefined || state.operation !== undefined;
  const { rows, rail } = useMemo(() => {
    const matching = filterLines(lines, { head, operation: state.operation });
    const chosen = new Set([pair?.a, pair?.b].filter(id => id !== undefined));
    // Those that a filter looks for are all of interest; a history still has its dull stretches.
    const folded = state.operation
      ? matching.map(line => ({ kind: 'line' as const, line }))
      : foldLines(matching, { chosen, open });
    return { rows: folded, rail: railLayout(railNodes(folded, lines)) };
  }, [lines, head, state.operation, pair?.a, pair?.b, open]);
  const matching = rows.reduce(
    (sum, row) => sum + (row.kind === 'line' ? 1 : row.lines.length),
    0,
  );
  const total = snapshots.totalSnapshots;
  const left = total - lines.length;
  const counts = {
    loaded: formatCount(lines.length),
    total: formatCount(total),
  };
  return (
    <CardFrame
      flush
      title={t('snapshots.list.title')}
      subtitle={t('snapshots.list.subtitle', {
        count: total,
        formattedCount: formatCount(total),
      })}
      actions={
        <SnapshotFilters
          refs={snapshots.refs}
          state={state}
          onChange={onChange}
        />
      }
      footer={
        <div className={styles.listFoot}>
          <span role="status">
            {filtered
              ? t('snapshots.list.matching', {
                  ...counts,
                  matching: formatCount(matching),
                })
              : t('snapshots.list.shown', {
                  shown: counts.loaded,
                  total: counts.total,
                })}
          </span>
          {left > 0 && (
            <Button
              size="small"
              variant="secondary"
              isPending={loadingMore}
              onPress={() => onChange({ depth: state.depth + 1 })}
            >
              {loadingMore
                ? t('snapshots.list.loading')
                : t('snapshots.list.older', {
                    count: Math.min(left, PAGE_SIZE),
                    formattedCount: formatCount(Math.min(left, PAGE_SIZE)),
                  })}
            </Button>
          )}
        </div>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          icon={<RiFilterOffLine size={20} />}
          title={t('snapshots.list.noMatch')}
          detail={t('snapshots.list.noMatchDetail', {
            ...counts,
            ref: state.ref ?? t('snapshots.list.refAll'),
            operation: state.operation
              ? t(`snapshots.operation.${state.operation}`)
              : t('snapshots.list.operationAny'),
          })}
          actions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => onChange({ ref: undefined, operation: undefined })}
            >
              {t('snapshots.list.clear')}
            </Button>
          }
        />
      ) : (
        // It can scroll sideways, so it must be reachable by keyboard.
        <div
          className={tableStyles.scroll}
          tabIndex={0}
          role="region"
          aria-label={t('snapshots.list.caption')}
        >
          <table className={`${tableStyles.table} ${styles.list}`}>
            <caption className={text.hidden}>
              {t('snapshots.list.caption')}
            </caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className={text.hidden}>
                    {t('snapshots.list.graph')}
                  </span>
                </th>
                <th scope="col">{t('snapshots.list.snapshot')}</th>
                <th scope="col" className={tableStyles.number}>
                  {t('snapshots.list.when')}
                </th>
                <th scope="col">{t('snapshots.list.operation')}</th>
                <th scope="col">{t('snapshots.list.rows')}</th>
                <th scope="col">{t('snapshots.list.files')}</th>
                <th scope="col">{t('snapshots.list.by')}</th>
                <th scope="col">{t('snapshots.list.refs')}</th>
                <th scope="col">{t('snapshots.list.compare')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) =>
                row.kind === 'line' ? (
                  <SnapshotRow
                    key={row.line.snapshotId}
                    line={row.line}
                    rail={rail.rows[index]}
                    lanes={rail.lanes}
                    snapshots={snapshots}
                    pair={pair}
                    onChange={onChange}
                  />
                ) : (
                  <FoldRow
                    key={row.key}
                    lines={row.lines}
                    rail={rail.rows[index]}
                    lanes={rail.lanes}
                    onOpen={() =>
                      setOpen(before => new Set(before).add(row.key))
                    }
                  />
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </CardFrame>
  );
}
