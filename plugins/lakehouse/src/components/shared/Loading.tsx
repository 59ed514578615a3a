import { type ReactNode, useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import styles from './Loading.module.css';
import text from './text.module.css';

const DELAY_MS = 300;

/** True after 300 ms: what comes sooner needs no skeleton, and nothing flashes. */
export function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timeout = setTimeout(() => setSlow(true), DELAY_MS);
    return () => clearTimeout(timeout);
  }, []);
  return slow;
}

/** Holds the place of something that loads: empty at first, its skeleton after 300 ms. */
export function Loading(props: { children?: ReactNode; minHeight?: number }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const slow = useSlow();
  return (
    <div aria-busy style={{ minHeight: props.minHeight }}>
      <span role="status" className={text.hidden}>
        {slow ? t('states.loading') : ''}
      </span>
      <div aria-hidden style={{ visibility: slow ? 'visible' : 'hidden' }}>
        {props.children ?? <SkeletonLines />}
      </div>
    </div>
  );
}

const WIDTHS = ['92%', '74%', '83%', '58%', '69%', '88%'];

/** Lines of text that are not there yet. */
export function SkeletonLines(props: { lines?: number; height?: number }) {
  const lines = Array.from({ length: props.lines ?? 4 }, (_, index) => index);
  return (
    <div className={styles.lines}>
      {lines.map(line => (
        <Skeleton
          key={line}
          width={WIDTHS[line % WIDTHS.length]}
          height={props.height ?? 14}
        />
      ))}
    </div>
  );
}
