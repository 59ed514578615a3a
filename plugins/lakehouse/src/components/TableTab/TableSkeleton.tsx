import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, SkeletonLines, Split } from '../shared';

/** The Table tab before its data: the same cards at about the same height. */
export function TableSkeleton() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        gap: 'var(--bui-space-4)',
      }}
    >
      <Skeleton width="70%" height={24} />
      <Split
        ratio="3:2"
        aside={
          <>
            <CardFrame title={t('table.history.title')}>
              <SkeletonLines lines={5} />
            </CardFrame>
            <CardFrame title={t('table.partitioning.title')}>
              <SkeletonLines lines={3} />
            </CardFrame>
            <CardFrame title={t('table.query.title')}>
              <SkeletonLines lines={4} />
            </CardFrame>
          </>
        }
      >
        <CardFrame title={t('table.columns.title')}>
          <SkeletonLines lines={16} />
        </CardFrame>
      </Split>
    </div>
  );
}
