import type { ReactNode } from 'react';
import styles from './charts.module.css';
import { useElementWidth } from './useElementWidth';

/**
 * The drawing of a chart: an image with a sentence that gives its answer. It measures
 * its width and hands it to the drawing.
 */
export function ChartFrame(props: {
  /** The answer in a sentence: what a person who can't see the chart should know. */
  sentence: string;
  /** In pixels, or as it follows from the width. */
  height: number | ((width: number) => number);
  /** Width that is assumed until it has been measured. */
  fallbackWidth?: number;
  children: (width: number) => ReactNode;
}) {
  const { sentence, fallbackWidth = 720, children } = props;
  const { ref, width } = useElementWidth<HTMLDivElement>(fallbackWidth);
  const height =
    typeof props.height === 'number' ? props.height : props.height(width);
  return (
    <div ref={ref} className={styles.frame}>
      <svg
        className={styles.chart}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sentence}
      >
        {children(width)}
      </svg>
    </div>
  );
}
