import styles from './charts.module.css';
import { areaPath, linePath } from './linePath';
import type { LinePoint } from './linePath';
import { linearScale, linearTicks, niceDomain } from './scales';
import type { ContinuousScale } from './scales';
import { spreadLabels } from './spreadLabels';
import { ValueAxis } from './ValueAxis';

/** A line of a panel. */
export interface LineSeries {
  key: string;
  /** `x` in the unit of the x scale; without `y`, the line has a gap. */
  points: readonly LinePoint[];
  /** What stands at the end of the line. */
  endLabel?: string;
  stroke: 'ink' | 'delete';
}

/**
 * One quantity of small multiples over a shared x axis. Lines from zero are filled;
 * those whose axis doesn't start at zero are not, because a filled area claims to.
 */
export function LinePanel(props: {
  x: ContinuousScale;
  /** Pixels of the top and the bottom of the panel. */
  top: number;
  bottom: number;
  title: string;
  subtitle?: string;
  series: readonly LineSeries[];
  format: (value: number) => string;
  integer?: boolean;
  /** Limits by meaning, as 0 to 100 for a score; otherwise they come from the data. */
  domain?: readonly [number, number];
}) {
  const { x, top, bottom, title, subtitle, series, format, integer } = props;
  const values = series.flatMap(line =>
    line.points.flatMap(point => (point.y === undefined ? [] : [point.y])),
  );
  const domain = props.domain ?? panelDomain(values, integer);
  const y = linearScale(domain, [bottom, top]);
  const ends = series.map(line => lastKnown(line.points));
  const labels = spreadLabels(
    ends.map(end => (end ? y(end.y) : bottom)),
    14,
    [top, bottom],
  );
  return (
    <g>
      <text className={styles.panelTitle} x={0} y={top + 4}>
        {title}
      </text>
      {subtitle && (
        <text className={styles.axisText} x={0} y={top + 19}>
          {subtitle}
        </text>
      )}
      <ValueAxis
        y={y}
        extent={x.range}
        ticks={linearTicks(domain, 4, { integer })}
        format={format}
      />
      {series.map((line, index) => {
        const points = line.points.map(point => ({
          x: x(point.x),
          y: point.y === undefined ? undefined : y(point.y),
        }));
        const end = ends[index];
        return (
          <g key={line.key}>
            {domain[0] === 0 && line.stroke === 'ink' && (
              <path className={styles.area} d={areaPath(points, bottom)} />
            )}
            <path
              className={
                line.stroke === 'ink' ? styles.line : styles.lineDelete
              }
              d={linePath(points)}
            />
            {end && (
              <circle
                className={
                  line.stroke === 'ink' ? styles.dot : styles.dotDelete
                }
                cx={x(end.x)}
                cy={y(end.y)}
                r={3}
              />
            )}
            {end && line.endLabel && (
              <text
                className={styles.label}
                x={x.range[1] + 10}
                y={labels[index] + 4}
              >
                {line.endLabel}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Starts at zero unless that would flatten the line to a stroke at the top. */
function panelDomain(
  values: readonly number[],
  integer?: boolean,
): [number, number] {
  if (values.length === 0) {
    return [0, 1];
  }
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  const fromZero = min < 0.7 * max || min === max;
  return niceDomain([fromZero ? Math.min(0, min) : min, max], 4, { integer });
}

function lastKnown(
  points: readonly LinePoint[],
): { x: number; y: number } | undefined {
  for (let index = points.length - 1; index >= 0; index--) {
    const { x, y } = points[index];
    if (y !== undefined) {
      return { x, y };
    }
  }
  return undefined;
}
