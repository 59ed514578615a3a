import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { BatchSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CardFrame,
  formatCount,
  PersonLink,
  QueryView,
  SkeletonLines,
  tableStyles,
  text,
} from '../shared';
import { BatchStates } from './BatchStates';
import styles from './maintenance.module.css';
import { OlderButtons } from './OlderButtons';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';
import { useOlder } from './useOlder';

const FIRST = 5;

/** What was proposed together, last first, with what has become of it; no card as long as there is nothing of the kind. */
export function BatchesCard(props: {
  lakehouse?: string;
  /** A run is under way. */
  active: boolean;
  onOpen: (batch: string) => void;
}) {
  const { lakehouse, active, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const older = useOlder(lakehouse ?? '', FIRST);
  const query = useMaintenanceQuery(
    `batches/${JSON.stringify([lakehouse, older.page])}`,
    (api, options) => api.listBatches({ lakehouse, ...older.page }, options),
    { keepPrevious: true },
  );
  useLiveQuery(query, active);
  const loaded = query.status === 'loaded' ? query.value : undefined;
  if (
    query.status === 'loading' ||
    (loaded?.items.length === 0 && !older.isOlder)
  ) {
    return null;
  }
  return (
    <CardFrame
      flush={loaded !== undefined}
      title={t('maintenance.batches.title')}
      subtitle={t('maintenance.batches.subtitle')}
      footer={
        loaded?.nextCursor || older.isOlder ? (
          <OlderButtons
            older={older}
            nextCursor={loaded?.nextCursor}
            label={t('maintenance.batches.more')}
          />
        ) : undefined
      }
    >
      <QueryView
        query={query}
        failed={t('maintenance.batches.failed')}
        hints={{ unavailable: t('maintenance.failures.unavailable') }}
        skeleton={<SkeletonLines lines={2} />}
      >
        {page => <BatchesTable batches={page.items} onOpen={onOpen} />}
      </QueryView>
    </CardFrame>
  );
}

function BatchesTable(props: {
  batches: BatchSummary[];
  onOpen: (batch: string) => void;
}) {
  const { batches, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('maintenance.batches.caption')}
    >
      <table className={tableStyles.table}>
        <caption className={text.hidden}>
          {t('maintenance.batches.caption')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('maintenance.batches.what')}</th>
            <th scope="col">{t('maintenance.batches.states')}</th>
            <th scope="col">{t('maintenance.batches.by')}</th>
            <th scope="col">{t('maintenance.runs.when')}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map(({ batch, runs, states, createdBy, createdAt }) => (
            <tr key={batch}>
              <th scope="row">
                <Button
                  size="small"
                  variant="tertiary"
                  className={styles.batch}
                  onPress={() => onOpen(batch)}
                >
                  {t('maintenance.batches.runs', {
                    count: runs,
                    formattedCount: formatCount(runs),
                  })}
                </Button>
              </th>
              <td>
                <BatchStates states={states} />
              </td>
              <td>
                <PersonLink person={createdBy} />
              </td>
              <td className={tableStyles.nowrap}>
                <Age at={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
