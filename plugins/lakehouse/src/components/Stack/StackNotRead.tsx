import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloudOffLine, RiRefreshLine } from '@remixicon/react';
import type { StackReport } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState } from '../shared';

/** The cluster was not asked, or could not be: why. */
export function StackNotRead(props: {
  stack: Extract<StackReport, { status: 'not-read' }>;
  onAgain: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { stack, onAgain } = props;
  return (
    <CardFrame title={t('tabs.stack')}>
      <EmptyState
        icon={<RiCloudOffLine size={20} />}
        title={t(`stack.notRead.${stack.reason}`)}
        detail={stack.message}
        actions={
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine size={14} />}
            onPress={onAgain}
          >
            {t('stack.again')}
          </Button>
        }
      />
    </CardFrame>
  );
}
