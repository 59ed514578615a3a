import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Severity } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { SEVERITY_COLORS } from './severity';
import text from './text.module.css';

const WIDTH = 80;
const HEIGHT = 24;
const MIN_SCORE = 20;
const MAX_SCORE = 100;
const HEALTHY_FROM = 80;
const DAYS_MS = 30 * 24 * 60 * 60 * 1000;

function y(score: number): number {
  const clamped = Math.min(MAX_SCORE, Math.max(MIN_SCORE, score));
  return 2 + ((MAX_SCORE - clamped) / (MAX_SCORE - MIN_SCORE)) * (HEIGHT - 4);
}

/**
 * Scores of 30 days. The scale is fixed (20 to 100, a hairline at 80), so that rows of a
 * list compare; the last point has the severity's colour, which the chip says in words.
 */
export function Sparkline(props: {
  history: Array<{ at: string; score: number }>;
  severity: Severity;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const points = props.history.filter(point =>
    Number.isFinite(new Date(point.at).getTime()),
  );
  const last = points.at(-1);
  if (!last) {
    return <span className={text.note}>{t('sparkline.none')}</span>;
  }
  const endMs = new Date(last.at).getTime();
  const x = (at: string) => {
    const share = 1 - Math.min(1, (endMs - new Date(at).getTime()) / DAYS_MS);
    return 2 + share * (WIDTH - 6);
  };
  const path = points.map(
    (point, index) =>
      `${index ? 'L' : 'M'}${x(point.at).toFixed(1)} ${y(point.score).toFixed(
        1,
      )}`,
  );
  const label = t('sparkline.label', {
    first: String(points[0].score),
    last: String(last.score),
  });
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      style={{ display: 'block' }}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={y(HEALTHY_FROM)}
        y2={y(HEALTHY_FROM)}
        stroke="var(--lh-grid)"
      />
      {points.length > 1 && (
        <path
          d={path.join('')}
          fill="none"
          stroke="var(--lh-axis)"
          strokeWidth={1.5}
          strokeLinejoin="round"
        />
      )}
      <circle
        cx={x(last.at)}
        cy={y(last.score)}
        r={2.5}
        fill={SEVERITY_COLORS[props.severity]}
      />
    </svg>
  );
}
