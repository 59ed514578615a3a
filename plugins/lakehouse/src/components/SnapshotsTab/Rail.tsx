import type { RailRow } from './railLayout';
import styles from './snapshots.module.css';

const ROW_HEIGHT = 48;
const FIRST_LANE = 14;
const LANE_WIDTH = 20;
/** Beyond this many, lanes share the last place: a rail is no place to count a hundred branches. */
const MAX_LANES = 5;
/** Main in ink, the others by turns. */
const COLORS = [
  'var(--lh-ink)',
  'var(--lh-op-overwrite)',
  'var(--lh-op-replace)',
  'var(--lh-op-delete)',
  'var(--lh-sev-unknown)',
];

/** Width of the rail in pixels. */
export function railWidth(lanes: number): number {
  return 2 * FIRST_LANE + (Math.min(lanes, MAX_LANES) - 1) * LANE_WIDTH;
}

/** One row of the rail: lines of histories, and the dot of this snapshot. */
export function Rail(props: {
  row: RailRow;
  lanes: number;
  filled?: boolean;
  dot?: boolean;
}) {
  const { row, lanes, filled = false, dot = true } = props;
  const middle = ROW_HEIGHT / 2;
  const own = laneX(row.lane);
  const color = laneColor(row.lane);
  return (
    // As high as the row, however high that is: lines reach over both edges.
    <span
      className={styles.rail}
      style={{ width: railWidth(lanes) }}
      aria-hidden
    >
      {row.through.map(({ lane, dotted }) => (
        <Line
          key={lane}
          x={laneX(lane)}
          color={laneColor(lane)}
          part="whole"
          dotted={dotted}
        />
      ))}
      {row.joins.map(({ lane, dotted }) => (
        <Line
          key={lane}
          x={laneX(lane)}
          color={laneColor(lane)}
          part="over"
          dotted={dotted}
        />
      ))}
      {row.top && (
        <Line x={own} color={color} part="top" dotted={row.top === 'dotted'} />
      )}
      {row.bottom && (
        <Line
          x={own}
          color={color}
          part="bottom"
          dotted={row.bottom !== 'solid'}
        />
      )}
      <svg
        className={styles.railMiddle}
        width={railWidth(lanes)}
        height={ROW_HEIGHT}
      >
        {row.joins.map(({ lane, dotted }) => (
          <path
            key={lane}
            d={`M${laneX(lane)} 0C${laneX(lane)} 20 ${own} 8 ${own} ${middle}`}
            fill="none"
            stroke={laneColor(lane)}
            strokeWidth={2}
            strokeDasharray={dotted ? '3 4' : undefined}
          />
        ))}
        {dot && (
          <circle
            cx={own}
            cy={middle}
            r={5}
            fill={filled ? color : 'var(--bui-bg-neutral-1)'}
            stroke={color}
            strokeWidth={2}
          />
        )}
      </svg>
    </span>
  );
}

function Line(props: {
  x: number;
  color: string;
  part: 'whole' | 'top' | 'bottom' | 'over';
  dotted: boolean;
}) {
  const { x, color, part, dotted } = props;
  return (
    <span
      className={styles.railLine}
      style={{
        left: x - 1,
        top: part === 'bottom' ? '50%' : 0,
        bottom:
          (part === 'top' && '50%') ||
          (part === 'over' && `calc(50% + ${ROW_HEIGHT / 2}px)`) ||
          0,
        borderLeft: `2px ${dotted ? 'dotted' : 'solid'} ${color}`,
      }}
    />
  );
}

function laneX(lane: number): number {
  return FIRST_LANE + Math.min(lane, MAX_LANES - 1) * LANE_WIDTH;
}

function laneColor(lane: number): string {
  return lane === 0
    ? COLORS[0]
    : COLORS[1 + ((lane - 1) % (COLORS.length - 1))];
}
