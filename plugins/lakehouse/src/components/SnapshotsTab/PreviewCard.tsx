import { useEffect, useId, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloseLine, RiPlayLine, RiStopLine } from '@remixicon/react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, CardFrame, formatSnapshotId, Loading, text } from '../shared';
import { firstRowsSql } from './firstRowsSql';
import { PreviewRows } from './PreviewRows';
import { QueryError } from './QueryError';
import styles from './snapshots.module.css';
import { PREVIEW_ROWS, useTableQuery } from './useTableQuery';

/** Rows of the table as of a snapshot: the first ones at once, others by a query of one's own. */
export function PreviewCard(props: {
  table: TableRef;
  snapshotId: string;
  onClose: () => void;
}) {
  const { table, snapshotId, onClose } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [sql, setSql] = useState(() => firstRowsSql(table));
  const { state, run, cancel } = useTableQuery(table, snapshotId);
  const fieldId = useId();
  const helpId = useId();
  const running = state.status === 'running';

  // The first rows come without being asked for: that is what the button promised.
  useEffect(() => {
    run(undefined);
    return cancel;
  }, [run, cancel]);

  return (
    <CardFrame
      title={t('snapshots.preview.title', { id: formatSnapshotId(snapshotId) })}
      actions={
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiCloseLine aria-hidden />}
          onPress={onClose}
        >
          {t('snapshots.preview.close')}
        </Button>
      }
    >
      <label className={styles.sqlLabel} htmlFor={fieldId}>
        {t('snapshots.preview.sql')}
      </label>
      <textarea
        id={fieldId}
        className={styles.sql}
        aria-describedby={helpId}
        value={sql}
        rows={Math.min(12, Math.max(3, sql.split('\n').length))}
        spellCheck={false}
        autoCapitalize="off"
        onChange={event => setSql(event.target.value)}
        onKeyDown={event => {
          if (
            event.key === 'Enter' &&
            (event.ctrlKey || event.metaKey) &&
            sql.trim()
          ) {
            event.preventDefault();
            run(sql);
          }
        }}
      />
      <div className={styles.sqlActions}>
        {running ? (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiStopLine aria-hidden />}
            onPress={cancel}
          >
            {t('snapshots.preview.cancel')}
          </Button>
        ) : (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiPlayLine aria-hidden />}
            isDisabled={!sql.trim()}
            onPress={() => run(sql)}
          >
            {t('snapshots.preview.run')}
          </Button>
        )}
        <span id={helpId} className={text.note}>
          {t('snapshots.preview.sqlHelp', { rows: String(PREVIEW_ROWS) })}
        </span>
      </div>
      {running && <Loading minHeight={120} />}
      {state.status === 'cancelled' && (
        <Banner tone="info" title={t('snapshots.preview.cancelled')} />
      )}
      {state.status === 'failed' && <QueryError error={state.error} />}
      {state.status === 'done' && <PreviewRows result={state.result} />}
    </CardFrame>
  );
}
