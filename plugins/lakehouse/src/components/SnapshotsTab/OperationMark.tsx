import { chartStyles } from '../charts';
import type { OperationKey } from './operations';

/** The shape of an operation; its word stands beside it. */
export function OperationMark(props: {
  operation: OperationKey;
  size?: number;
}) {
  const { operation, size = 12 } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden
      style={{ flex: 'none' }}
    >
      {operation === 'append' && (
        <circle className={chartStyles.append} cx={6} cy={6} r={4.5} />
      )}
      {operation === 'overwrite' && (
        <path className={chartStyles.overwrite} d="M6 .8 11.2 6 6 11.2.8 6Z" />
      )}
      {operation === 'delete' && (
        <path className={chartStyles.delete} d="M.8 2h10.4L6 11Z" />
      )}
      {operation === 'replace' && (
        <rect
          className={chartStyles.replace}
          x={1.5}
          y={1.5}
          width={9}
          height={9}
        />
      )}
      {operation === 'other' && (
        <circle
          cx={6}
          cy={6}
          r={4}
          fill="none"
          stroke="var(--lh-sev-unknown)"
          strokeWidth={2}
        />
      )}
    </svg>
  );
}
