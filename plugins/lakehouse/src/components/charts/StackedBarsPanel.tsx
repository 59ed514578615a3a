import styles from './charts.module.css';
import { linearScale, linearTicks, niceDomain } from './scales';
import type { ContinuousScale } from './scales';
import { ValueAxis } from './ValueAxis';

/** A bar of a panel; its parts in the order in which they are stacked. */
export interface StackedBar {
  key: string;
  /** Start and end in the unit of the x scale. */
  from: number;
  to: number;
  parts: ReadonlyArray<{ key: string; value: number; className: string }>;
}

/** Counts that add up, as bars from zero over a shared x axis. */
export function StackedBarsPanel(props: {
  x: ContinuousScale;
  top: number;
  bottom: number;
  title: string;
  subtitle?: string;
  bars: readonly StackedBar[];
  format: (value: number) => string;
  /** In pixels; bars are as wide as their span up to this. */
  maxBarWidth?: number;
}) {
  const {
    x,
    top,
    bottom,
    title,
    subtitle,
    bars,
    format,
    maxBarWidth = 24,
  } = props;
  const totals = bars.map(bar =>
    bar.parts.reduce((sum, part) => sum + part.value, 0),
  );
  const most = totals.reduce((a, b) => Math.max(a, b), 0);
  const domain = niceDomain([0, Math.max(1, most)], 3, { integer: true });
  const y = linearScale(domain, [bottom, top]);
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
        ticks={linearTicks(domain, 3, { integer: true })}
        format={format}
      />
      {bars.map(bar => {
        const left = Math.max(x.range[0], x(bar.from));
        const right = Math.min(x.range[1], x(bar.to));
        const gap = Math.min(8, (right - left) * 0.3);
        const width = Math.max(1, Math.min(maxBarWidth, right - left - gap));
        const start = (left + right - width) / 2;
        let below = 0;
        return (
          <g key={bar.key}>
            {bar.parts
              .filter(part => part.value > 0)
              .map(part => {
                const from = y(below);
                below += part.value;
                const height = from - y(below);
                return (
                  <rect
                    key={part.key}
                    className={part.className}
                    x={start}
                    y={y(below)}
                    width={width}
                    // A hairline between parts, where there is room for one.
                    height={Math.max(0.5, height > 3 ? height - 1 : height)}
                  />
                );
              })}
          </g>
        );
      })}
    </g>
  );
}
