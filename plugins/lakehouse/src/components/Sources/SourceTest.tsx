import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiPlugLine, RiStopCircleLine } from '@remixicon/react';
import { lakehouseSourceCheckPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { ErrorPanel } from '../shared';
import { HopList } from './HopList';
import styles from './Sources.module.css';
import { type SourceTestState, useSourceTest } from './useSourceTest';

/** Tests the connection to a source hop by hop, for administrators. */
export function SourceTest(props: {
  lakehouse: string;
  source: string;
  role: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, source, role } = props;
  const { state, start, cancel } = useSourceTest(lakehouse, source);
  const running = state.status === 'running';
  return (
    <>
      <div className={styles.actions}>
        {running && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiStopCircleLine size={14} aria-hidden />}
            onPress={cancel}
          >
            {t('lakehouse.sources.test.cancel')}
          </Button>
        )}
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiPlugLine size={14} aria-hidden />}
          isPending={running}
          onPress={start}
          aria-label={t('lakehouse.sources.test.startOf', { source: role })}
        >
          {running
            ? t('lakehouse.sources.test.running')
            : t('lakehouse.sources.test.start')}
        </Button>
      </div>
      {state.status !== 'idle' && (
        <div className={styles.test}>
          <p className={styles.verdict} role="status">
            <Verdict state={state} />
          </p>
          <HopList hops={state.hops} />
          {state.status === 'failed' && (
            <ErrorPanel
              title={t('lakehouse.sources.test.couldNot')}
              error={state.error}
              permission={lakehouseSourceCheckPermission.name}
            />
          )}
        </div>
      )}
    </>
  );
}

function Verdict(props: {
  state: Exclude<SourceTestState, { status: 'idle' }>;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { state } = props;
  switch (state.status) {
    case 'running':
      return <>{t('lakehouse.sources.test.trying')}</>;
    case 'cancelled':
      return <>{t('lakehouse.sources.test.cancelled')}</>;
    case 'failed':
      return <>{t('lakehouse.sources.test.broken')}</>;
    default: {
      const { outcome, message } = state.end;
      if (outcome === 'stopped') {
        return (
          <>
            {t('lakehouse.sources.test.stopped', {
              reason: message ?? t('lakehouse.sources.test.noReason'),
            })}
          </>
        );
      }
      return <>{t(`lakehouse.sources.test.${outcome}`)}</>;
    }
  }
}
