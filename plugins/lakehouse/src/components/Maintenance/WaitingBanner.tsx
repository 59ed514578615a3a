import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, formatCount } from '../shared';

/** Says that runs wait for somebody to approve them, and leads there; nothing while none does. */
export function WaitingBanner(props: {
  runs: RunSummary[];
  /** There are more than these. */
  more: boolean;
  onOpen: (runId: string) => void;
  /** Shows those that wait in the list. */
  onShow: () => void;
}) {
  const { runs, more, onOpen, onShow } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [first, ...others] = runs;
  if (first === undefined) {
    return null;
  }
  const only = others.length === 0;
  const formattedCount = formatCount(runs.length);
  return (
    <Banner
      tone="info"
      title={t('maintenance.waiting.title', {
        count: runs.length,
        formattedCount: more
          ? t('maintenance.waiting.more', { formattedCount })
          : formattedCount,
      })}
      action={
        <Button
          size="small"
          variant="secondary"
          onPress={() => (only ? onOpen(first.id) : onShow())}
        >
          {only ? t('maintenance.waiting.open') : t('maintenance.waiting.show')}
        </Button>
      }
    >
      {only
        ? t('maintenance.waiting.one', {
            table: `${first.schema}.${first.table}`,
            what: first.title,
          })
        : t('maintenance.waiting.detail')}
    </Banner>
  );
}
