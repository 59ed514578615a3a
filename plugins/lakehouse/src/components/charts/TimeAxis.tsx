import type { ContinuousScale } from './scales';
import styles from './charts.module.css';

/** Dates under a chart. The outer ones stay inside the drawing. */
export function TimeAxis(props: {
  x: ContinuousScale;
  y: number;
  ticks: readonly number[];
  format: (atMs: number) => string;
}) {
  const { x, y, ticks, format } = props;
  const [left, right] = x.range;
  return (
    <g aria-hidden>
      {ticks.map(tick => {
        const position = x(tick);
        const nearStart = position - left < 22;
        const nearEnd = right - position < 22;
        const anchor = (nearStart && 'start') || (nearEnd && 'end') || 'middle';
        return (
          <text
            key={tick}
            className={styles.axisText}
            x={(nearStart && left) || (nearEnd && right) || position}
            y={y}
            textAnchor={anchor}
          >
            {format(tick)}
          </text>
        );
      })}
    </g>
  );
}
