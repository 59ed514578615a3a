import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, SkeletonLines } from '../shared';
import styles from './FleetPage.module.css';

/** The frames of the page at their final height, so that nothing jumps when the data comes. */
export function FleetSkeleton() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div className={styles.skeleton}>
      <SkeletonLines lines={2} height={18} />
      <div className={styles.figures}>
        {(['tables', 'health', 'reclaimable', 'longest'] as const).map(
          figure => (
            <CardFrame
              key={figure}
              title={t(`fleet.figures.${figure}`)}
              className={styles.figure}
            >
              <SkeletonLines lines={3} />
            </CardFrame>
          ),
        )}
      </div>
      <CardFrame title={t('fleet.matrix.title')}>
        <SkeletonLines lines={9} />
      </CardFrame>
      <CardFrame title={t('fleet.list.title')}>
        <SkeletonLines lines={12} height={20} />
      </CardFrame>
    </div>
  );
}
