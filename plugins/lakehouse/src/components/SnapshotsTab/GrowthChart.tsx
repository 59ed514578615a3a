import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { linearScale, useElementWidth } from '../charts';
import type { ComparedPair } from './comparedPair';
import { GrowthCursor } from './GrowthCursor';
import { GrowthDrawing } from './GrowthDrawing';
import {
  GROWTH_HEIGHT,
  GROWTH_LEFT,
  GROWTH_PLOT_BOTTOM,
  GROWTH_RIGHT,
} from './growthLayout';
import { GrowthReadout } from './GrowthReadout';
import type { GrowthSelection } from './selectGrowth';
import styles from './snapshots.module.css';
import { useGrowthSentence } from './useGrowthSentence';
import type { SnapshotsState } from './useSnapshotsState';

/** The chart with its cursor: what is drawn is an image, what can be chosen is a slider over it. */
export function GrowthChart(props: {
  selection: GrowthSelection;
  snapshots: TableSnapshots;
  pair?: ComparedPair;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { selection, snapshots, pair, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { ref, width } = useElementWidth<HTMLDivElement>(1100);
  const sentence = useGrowthSentence(selection);
  // By id, not by index: the points change with the period and with new commits.
  const [cursorId, setCursorId] = useState<string>();
  const [drag, setDrag] = useState<ComparedPair>();
  const cursor = selection.points.findIndex(
    point => point.snapshotId === cursorId,
  );
  const x = useMemo(
    () =>
      linearScale(
        [selection.startMs, selection.endMs],
        [GROWTH_LEFT, Math.max(GROWTH_LEFT + 80, width - GROWTH_RIGHT)],
      ),
    [selection.startMs, selection.endMs, width],
  );
  const shown = drag ?? pair;
  return (
    <>
      <div
        ref={ref}
        className={styles.growth}
        style={{ height: GROWTH_HEIGHT }}
      >
        <svg
          width={width}
          height={GROWTH_HEIGHT}
          viewBox={`0 0 ${width} ${GROWTH_HEIGHT}`}
          role="img"
          aria-label={sentence}
          className={styles.drawing}
        >
          <GrowthDrawing
            selection={selection}
            x={x}
            marks={[
              {
                label: t('snapshots.compare.a'),
                atMs: timeOf(shown?.a, snapshots),
              },
              {
                label: t('snapshots.compare.b'),
                atMs: timeOf(shown?.b, snapshots),
              },
            ]}
            cursorMs={selection.points[cursor]?.atMs}
          />
        </svg>
        <GrowthCursor
          selection={selection}
          x={x}
          bottom={GROWTH_PLOT_BOTTOM}
          cursor={cursor}
          onCursor={index => setCursorId(selection.points[index]?.snapshotId)}
          onDrag={setDrag}
          onChange={onChange}
        />
      </div>
      <GrowthReadout point={selection.points[cursor]} onChange={onChange} />
    </>
  );
}

/** When a snapshot was committed, if growth or list know it. */
function timeOf(
  id: string | undefined,
  snapshots: TableSnapshots,
): number | undefined {
  if (id === undefined) {
    return undefined;
  }
  const at =
    snapshots.growth.find(point => point.snapshotId === id)?.at ??
    snapshots.snapshots.find(line => line.snapshotId === id)?.committedAt;
  return at === undefined ? undefined : Date.parse(at);
}
