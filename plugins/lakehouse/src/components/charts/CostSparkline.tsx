import styles from './charts.module.css';
import { linePath } from './linePath';
import { linearScale } from './scales';

const WIDTH = 64;
const HEIGHT = 24;

/**
 * Costs of 30 days, downwards from a hairline at 0; fixed to 0 to 60 points so that rows
 * compare. The last point is in ink.
 */
export function CostSparkline(props: {
  sentence: string;
  /** Oldest first. */
  points: ReadonlyArray<{ atMs: number; cost: number }>;
  domain: readonly [number, number];
}) {
  const { sentence, points, domain } = props;
  const x = linearScale(domain, [2, WIDTH - 4]);
  const y = linearScale([0, 60], [3, HEIGHT - 2]);
  const pixels = points.map(point => ({
    x: x(point.atMs),
    y: y(Math.min(60, point.cost)),
  }));
  const last = pixels[pixels.length - 1];
  return (
    <svg
      className={styles.spark}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={sentence}
    >
      <line className={styles.grid} x1={2} x2={WIDTH - 4} y1={3} y2={3} />
      <path className={styles.sparkLine} d={linePath(pixels)} />
      {last && (
        <circle className={styles.dot} cx={last.x} cy={last.y} r={2.6} />
      )}
    </svg>
  );
}
