import type { ContinuousScale } from './scales';
import styles from './charts.module.css';

/** Gridlines with their values at the left: at most four of them. */
export function ValueAxis(props: {
  y: ContinuousScale;
  /** Where the gridlines begin and end. */
  extent: readonly [number, number];
  ticks: readonly number[];
  format: (value: number) => string;
  /** Between a value and its gridline, in pixels. */
  labelGap?: number;
}) {
  const { y, extent, ticks, format, labelGap = 8 } = props;
  return (
    <g aria-hidden>
      {ticks.map(tick => (
        <g key={tick}>
          <line
            className={styles.grid}
            x1={extent[0]}
            x2={extent[1]}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text
            className={styles.axisText}
            x={extent[0] - labelGap}
            y={y(tick) + 4}
            textAnchor="end"
          >
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}
