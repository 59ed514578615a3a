import type { ContinuousScale } from './scales';
import styles from './charts.module.css';

/** Gridlines with their values at the left: at most four of them. */
export function ValueAxis(props: {
  y: ContinuousScale;
  /** Where the gridlines begin and end. */
  extent: readonly [number, number];
  ticks: readonly number[];
  format: (value: number) => string;
}) {
  const { y, extent, ticks, format } = props;
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
            x={extent[0] - 8}
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
