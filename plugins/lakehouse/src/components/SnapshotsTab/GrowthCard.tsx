import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiLineChartLine } from '@remixicon/react';
import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Legend } from '../charts';
import {
  CardFrame,
  EmptyState,
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  useAsTable,
  useNow,
} from '../shared';
import type { ComparedPair } from './comparedPair';
import { GrowthChart } from './GrowthChart';
import { GrowthTables } from './GrowthTables';
import { OperationMark } from './OperationMark';
import { OPERATIONS } from './operations';
import { defaultRange, selectGrowth } from './selectGrowth';
import { GROWTH_RANGES } from './useSnapshotsState';
import type { SnapshotsState } from './useSnapshotsState';

/** Points that the back end gives at most (see `TableSnapshots.growth`). */
const MAX_GROWTH_POINTS = 500;

/** How the table grew, and who did what when: small multiples over one time axis. */
export function GrowthCard(props: {
  snapshots: TableSnapshots;
  state: SnapshotsState;
  pair?: ComparedPair;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { snapshots, state, pair, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const { asTable, toggle } = useAsTable(t('snapshots.growth.title'));
  const title = t('snapshots.growth.title');
  if (snapshots.growth.length < 2) {
    const only = snapshots.growth[0];
    const unknown = t('snapshots.growth.unknown');
    return (
      <CardFrame title={title}>
        <EmptyState
          icon={<RiLineChartLine size={20} />}
          title={t('snapshots.growth.one')}
          detail={t('snapshots.growth.oneDetail', {
            records:
              only?.records === undefined ? unknown : formatCount(only.records),
            files:
              only?.dataFiles === undefined
                ? unknown
                : formatCount(only.dataFiles),
            size:
              only?.sizeBytes === undefined
                ? unknown
                : formatBytes(only.sizeBytes),
          })}
        />
      </CardFrame>
    );
  }
  const range = state.range ?? defaultRange(snapshots, now);
  const selection = selectGrowth(snapshots, range, now);
  const newest = selectGrowth(snapshots, 'all', now).points.at(-1);
  const used = OPERATIONS.filter(operation =>
    selection.commitsByDay.some(day => day[operation] > 0),
  );
  const period = (
    <ToggleButtonGroup
      aria-label={t('snapshots.growth.period')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[range]}
      onSelectionChange={keys => {
        const [chosen] = [...keys];
        onChange({
          range: GROWTH_RANGES.find(candidate => candidate === chosen),
        });
      }}
    >
      {GROWTH_RANGES.map(candidate => (
        <ToggleButton key={candidate} id={candidate} size="small">
          {t(`snapshots.growth.range.${candidate}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  if (selection.points.length === 0) {
    return (
      <CardFrame title={title} actions={period}>
        <EmptyState
          icon={<RiLineChartLine size={20} />}
          title={t('snapshots.growth.noneInRange')}
          detail={
            newest &&
            t('snapshots.growth.noneInRangeDetail', {
              age: formatAge(newest.atMs, now),
            })
          }
          actions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => onChange({ range: 'all' })}
            >
              {t('snapshots.growth.showAll')}
            </Button>
          }
        />
      </CardFrame>
    );
  }
  return (
    <CardFrame
      title={title}
      subtitle={
        isSameDay(selection.startMs, selection.endMs)
          ? t('snapshots.growth.subtitleDay', {
              day: formatDate(selection.endMs, now),
              start: timeOfDay(selection.startMs),
              end: timeOfDay(selection.endMs),
            })
          : t('snapshots.growth.subtitle', {
              start: formatDate(selection.startMs, now),
              end: formatDate(selection.endMs, now),
            })
      }
      actions={
        <>
          <Legend
            items={used.map(operation => ({
              key: operation,
              label: t(`snapshots.operation.${operation}`),
              mark: <OperationMark operation={operation} />,
            }))}
          />
          {period}
          {toggle}
        </>
      }
    >
      {asTable ? (
        <GrowthTables
          selection={selection}
          total={snapshots.totalSnapshots}
          thinned={snapshots.growth.length >= MAX_GROWTH_POINTS}
        />
      ) : (
        <GrowthChart
          selection={selection}
          snapshots={snapshots}
          pair={pair}
          onChange={onChange}
        />
      )}
    </CardFrame>
  );
}

function isSameDay(startMs: number, endMs: number): boolean {
  return dayOf(startMs) === dayOf(endMs);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** Hours and minutes, UTC. */
function timeOfDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}
