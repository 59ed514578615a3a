import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import styles from './snapshots.module.css';

/** What is chosen and the way to it, while the comparison is out of sight below. */
export function CompareBar(props: {
  from: string;
  to: string;
  target: RefObject<HTMLElement>;
}) {
  const { from, to, target } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const below = useIsBelow(target);
  if (!below) {
    return undefined;
  }
  return (
    <div className={styles.compareBar}>
      <span>{t('snapshots.compare.choosing', { from, to })}</span>
      <Button
        size="small"
        variant="secondary"
        iconEnd={<RiArrowDownLine aria-hidden />}
        onPress={() => {
          // The page's own setting for motion decides how it gets there.
          target.current?.scrollIntoView({ block: 'start' });
          target.current?.focus({ preventScroll: true });
        }}
      >
        {t('snapshots.compare.show')}
      </Button>
    </div>
  );
}

/** Whether an element is below what can be seen. */
function useIsBelow(target: RefObject<HTMLElement>): boolean {
  const [below, setBelow] = useState(false);
  useEffect(() => {
    const element = target.current;
    if (!element || typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver(([entry]) => {
      const bottom = entry.rootBounds?.bottom ?? window.innerHeight;
      setBelow(!entry.isIntersecting && entry.boundingClientRect.top >= bottom);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [target]);
  return below;
}
