import { ChartFrame } from './ChartFrame';
import styles from './charts.module.css';
import { sqrtScale } from './scales';

/** A row of diverging bars. */
export interface DivergingBar {
  key: string;
  label: string;
  left: number;
  right: number;
}

const ROW = 25;

/**
 * What went (left, outlined) and what came (right, filled) for each category, on one
 * square-root scale so that small changes stay visible; the numbers stand beside the bars.
 */
export function DivergingBars(props: {
  sentence: string;
  bars: readonly DivergingBar[];
  format: (value: number) => string;
  labelWidth?: number;
}) {
  const { sentence, bars, format, labelWidth = 110 } = props;
  const most = bars.reduce((max, b) => Math.max(max, b.left, b.right), 1);
  return (
    <ChartFrame
      sentence={sentence}
      height={bars.length * ROW + 4}
      fallbackWidth={340}
    >
      {width => {
        const hasLeft = bars.some(bar => bar.left > 0);
        const start = labelWidth + (hasLeft ? 44 : 8);
        const end = width - 48;
        const zero = hasLeft ? start + (end - start) * 0.42 : start;
        const reach = Math.max(
          10,
          Math.min(end - zero, hasLeft ? zero - start : end),
        );
        const x = sqrtScale([0, most], [0, hasLeft ? reach : end - zero]);
        return (
          <>
            <line
              className={styles.axis}
              x1={zero}
              x2={zero}
              y1={0}
              y2={bars.length * ROW}
            />
            {bars.map((bar, index) => {
              const y = index * ROW + 5;
              return (
                <g key={bar.key}>
                  <text className={styles.label} x={0} y={y + 12}>
                    {clipped(bar.label, labelWidth)}
                    <title>{bar.label}</title>
                  </text>
                  {bar.left > 0 && (
                    <>
                      <rect
                        className={styles.barSoft}
                        x={zero - x(bar.left)}
                        y={y}
                        width={x(bar.left)}
                        height={15}
                      />
                      <text
                        className={styles.axisText}
                        x={zero - x(bar.left) - 5}
                        y={y + 12}
                        textAnchor="end"
                      >
                        {format(bar.left)}
                      </text>
                    </>
                  )}
                  {bar.right > 0 && (
                    <>
                      <rect
                        className={styles.bar}
                        x={zero}
                        y={y}
                        width={x(bar.right)}
                        height={15}
                      />
                      <text
                        className={styles.label}
                        x={zero + x(bar.right) + 5}
                        y={y + 12}
                      >
                        {format(bar.right)}
                      </text>
                    </>
                  )}
                </g>
              );
            })}
          </>
        );
      }}
    </ChartFrame>
  );
}

/**
 * SVG text has no ellipsis of its own; about 6 px per character at 11 px. The end stays,
 * because names that begin alike differ there.
 */
function clipped(label: string, width: number): string {
  const fits = Math.floor(width / 6);
  return label.length > fits
    ? `…${label.slice(label.length - fits + 1)}`
    : label;
}
