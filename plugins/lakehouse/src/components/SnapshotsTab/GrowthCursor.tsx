import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import type { ContinuousScale } from '../charts';
import type { ComparedPair } from './comparedPair';
import { nearestPoint } from './selectGrowth';
import type { GrowthSelection } from './selectGrowth';
import styles from './snapshots.module.css';
import { usePointSentence } from './usePointSentence';
import type { SnapshotsState } from './useSnapshotsState';

/** A pointer that moved less was a click. */
const DRAG_PX = 5;

/**
 * The cursor over the growth chart. For keyboard and screen reader it is a slider over the
 * snapshots: arrows move, `a` and `b` choose, escape leaves. With a pointer, a click puts
 * the cursor, dragging chooses A and B.
 */
export function GrowthCursor(props: {
  selection: GrowthSelection;
  x: ContinuousScale;
  bottom: number;
  /** Index of the point; -1 for none. */
  cursor: number;
  onCursor: (index: number) => void;
  /** Shows a choice that is being made; `undefined` when it ended. */
  onDrag: (pair: ComparedPair | undefined) => void;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { selection, x, bottom, cursor, onCursor, onDrag, onChange } = props;
  const { points } = selection;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const sentence = usePointSentence();
  const pressed = useRef<{
    clientX: number;
    index: number;
    pair?: ComparedPair;
  }>();
  const [left, right] = x.range;

  const move = (index: number) =>
    onCursor(Math.max(0, Math.min(points.length - 1, index)));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const from = cursor === -1 ? points.length : cursor;
    const point = points[cursor];
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        move(from - 1);
        break;
      case 'ArrowRight':
      case 'ArrowUp':
        move(from + 1);
        break;
      case 'PageDown':
        move(from - 10);
        break;
      case 'PageUp':
        move(from + 10);
        break;
      case 'Home':
        move(0);
        break;
      case 'End':
        move(points.length - 1);
        break;
      case 'a':
      case 'A':
        if (point) {
          onChange({ a: point.snapshotId });
        }
        break;
      case 'b':
      case 'B':
        if (point) {
          onChange({ b: point.snapshotId });
        }
        break;
      case 'Escape':
        onCursor(-1);
        event.currentTarget.blur();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const indexAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestPoint(points, x.invert(left + event.clientX - box.left));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const index = indexAt(event);
    onCursor(index);
    const start = pressed.current;
    if (start && Math.abs(event.clientX - start.clientX) >= DRAG_PX) {
      start.pair = {
        a: points[Math.min(start.index, index)].snapshotId,
        b: points[Math.max(start.index, index)].snapshotId,
      };
      onDrag(start.pair);
    }
  };
  const release = () => {
    const pair = pressed.current?.pair;
    pressed.current = undefined;
    onDrag(undefined);
    if (pair && pair.a !== pair.b) {
      onChange(pair);
    }
  };

  return (
    <div
      className={styles.cursor}
      style={{ left, width: right - left, height: bottom }}
      role="slider"
      tabIndex={0}
      aria-label={t('snapshots.cursor.label')}
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={(cursor === -1 ? points.length - 1 : cursor) + 1}
      aria-valuetext={sentence(points[cursor] ?? points[points.length - 1])}
      onKeyDown={onKeyDown}
      onFocus={() => cursor === -1 && move(points.length - 1)}
      onPointerDown={event => {
        if (event.button === 0) {
          pressed.current = { clientX: event.clientX, index: indexAt(event) };
          event.currentTarget.setPointerCapture?.(event.pointerId);
        }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );
}
