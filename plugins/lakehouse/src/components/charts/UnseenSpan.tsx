import { useId } from 'react';
import styles from './charts.module.css';

/** A hatch where nothing was seen: a gap stays a gap. */
export function UnseenSpan(props: {
  x: number;
  width: number;
  top: number;
  bottom: number;
  label?: string;
}) {
  const { x, width, top, bottom, label } = props;
  const pattern = useId();
  const middle = (top + bottom) / 2;
  return (
    <g>
      <pattern
        id={pattern}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className={styles.hatch} x1={0} x2={0} y1={0} y2={5} />
      </pattern>
      <rect
        x={x}
        y={top}
        width={Math.max(0, width)}
        height={bottom - top}
        fill={`url(#${pattern})`}
        opacity={0.5}
      />
      {label && width > 60 && (
        <>
          <rect
            className={styles.paper}
            x={x + width / 2 - 28}
            y={middle - 8}
            width={56}
            height={16}
          />
          <text
            className={styles.label}
            x={x + width / 2}
            y={middle + 4}
            textAnchor="middle"
          >
            {label}
          </text>
        </>
      )}
    </g>
  );
}
