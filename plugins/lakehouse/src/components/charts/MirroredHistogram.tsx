import { ChartFrame } from './ChartFrame';
import styles from './charts.module.css';
import { linearScale, linearTicks, niceDomain } from './scales';

/** A class of a mirrored histogram. */
export interface HistogramBucket {
  key: string;
  /** Label of the class's lower edge, under the axis. */
  edge: string;
  up: number;
  down: number;
  /** Printed above the bar; nothing for an empty class. */
  upLabel?: string;
}

const HEIGHT = 340;
const MARGIN = { top: 34, right: 26, bottom: 42, left: 62 };

/**
 * Two quantities of the same classes: one upwards, one downwards, each on its own axis
 * from zero. A band marks the classes that are as they should be.
 */
export function MirroredHistogram(props: {
  sentence: string;
  buckets: readonly HistogramBucket[];
  formatUp: (value: number) => string;
  formatDown: (value: number) => string;
  /** Ticks of bytes are powers of two: steps of the downward axis come with it. */
  downTicks: (max: number) => number[];
  /** Label of the last class's upper edge. */
  endEdge: string;
  axisNote: string;
  /** From and to in classes, fractions allowed: 2.5 is the middle of the third class. */
  band?: { from: number; to: number; label: string };
}) {
  const {
    sentence,
    buckets,
    formatUp,
    formatDown,
    downTicks,
    endEdge,
    axisNote,
    band,
  } = props;
  return (
    <ChartFrame sentence={sentence} height={HEIGHT} fallbackWidth={620}>
      {width => {
        const left = MARGIN.left;
        const right = width - MARGIN.right;
        const zero = MARGIN.top + (HEIGHT - MARGIN.top - MARGIN.bottom) * 0.6;
        const floor = HEIGHT - MARGIN.bottom;
        const x = linearScale([0, buckets.length], [left, right]);
        const maxUp = buckets.reduce((max, b) => Math.max(max, b.up), 1);
        const maxDown = buckets.reduce((max, b) => Math.max(max, b.down), 1);
        const upDomain = niceDomain([0, maxUp], 3, { integer: true });
        const up = linearScale(upDomain, [zero, MARGIN.top]);
        const ticksDown = downTicks(maxDown);
        const deepest = Math.max(maxDown, ...ticksDown);
        const down = linearScale([0, deepest], [zero, floor]);
        const step = (right - left) / Math.max(1, buckets.length);
        const every = Math.ceil(46 / step);
        return (
          <>
            {band && (
              <g>
                <rect
                  className={styles.band}
                  x={x(band.from)}
                  y={MARGIN.top - 12}
                  width={Math.max(2, x(band.to) - x(band.from))}
                  height={floor - MARGIN.top + 12}
                />
                {[band.from, band.to].map(edge => (
                  <line
                    key={edge}
                    className={styles.bandEdge}
                    x1={x(edge)}
                    x2={x(edge)}
                    y1={MARGIN.top - 12}
                    y2={floor}
                  />
                ))}
                <text
                  className={styles.label}
                  x={Math.min(right, (x(band.from) + x(band.to)) / 2 + 60)}
                  y={12}
                  textAnchor="end"
                >
                  {band.label}
                </text>
              </g>
            )}
            {linearTicks(upDomain, 4, { integer: true }).map(tick => (
              <g key={`up-${tick}`}>
                <line
                  className={tick === 0 ? styles.axis : styles.grid}
                  x1={left}
                  x2={right}
                  y1={up(tick)}
                  y2={up(tick)}
                />
                <text
                  className={styles.axisText}
                  x={left - 8}
                  y={up(tick) + 4}
                  textAnchor="end"
                >
                  {formatUp(tick)}
                </text>
              </g>
            ))}
            {ticksDown.map(tick => (
              <g key={`down-${tick}`}>
                <line
                  className={styles.grid}
                  x1={left}
                  x2={right}
                  y1={down(tick)}
                  y2={down(tick)}
                />
                <text
                  className={styles.axisText}
                  x={left - 8}
                  y={down(tick) + 4}
                  textAnchor="end"
                >
                  {formatDown(tick)}
                </text>
              </g>
            ))}
            {buckets.map((bucket, index) => {
              const start = x(index) + Math.min(4, step * 0.08);
              const barWidth = step - 2 * Math.min(4, step * 0.08);
              return (
                <g key={bucket.key}>
                  {bucket.up > 0 && (
                    <rect
                      className={styles.bar}
                      x={start}
                      width={barWidth}
                      y={Math.min(up(bucket.up), zero - 1)}
                      height={Math.max(1, zero - up(bucket.up))}
                    />
                  )}
                  {bucket.down > 0 && (
                    <rect
                      className={styles.barSoft}
                      x={start}
                      width={barWidth}
                      y={zero}
                      height={Math.max(1, down(bucket.down) - zero)}
                    />
                  )}
                  {bucket.upLabel && step > 26 && (
                    <text
                      className={styles.label}
                      x={x(index + 0.5)}
                      y={Math.min(up(bucket.up), zero - 1) - 5}
                      textAnchor="middle"
                    >
                      {bucket.upLabel}
                    </text>
                  )}
                  {index % every === 0 && (
                    <text
                      className={styles.axisText}
                      x={x(index)}
                      y={floor + 18}
                      textAnchor="middle"
                    >
                      {bucket.edge}
                    </text>
                  )}
                </g>
              );
            })}
            {buckets.length % every === 0 && (
              <text
                className={styles.axisText}
                x={right}
                y={floor + 18}
                textAnchor="middle"
              >
                {endEdge}
              </text>
            )}
            <text
              className={styles.axisText}
              x={(left + right) / 2}
              y={floor + 36}
              textAnchor="middle"
            >
              {axisNote}
            </text>
          </>
        );
      }}
    </ChartFrame>
  );
}
