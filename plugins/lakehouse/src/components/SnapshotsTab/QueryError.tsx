import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLock2Line } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, describeError, EmptyState, ErrorPanel, text } from '../shared';
import styles from './snapshots.module.css';

/** Why a query gave no rows: what the engine says about the SQL, with its lines; else what every error says. */
export function QueryError(props: { error: Error }) {
  const { error } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const described = describeError(error);
  if (described.kind === 'notAllowed') {
    // The portal refuses, or the engine does: only the message says which, and what would allow it.
    return (
      <EmptyState
        icon={<RiLock2Line size={20} />}
        title={t('snapshots.preview.notAllowed')}
        detail={described.message}
      />
    );
  }
  if (described.kind !== 'badRequest') {
    return <ErrorPanel title={t('snapshots.preview.failed')} error={error} />;
  }
  return (
    <>
      <Banner
        tone="negative"
        role="alert"
        title={t('snapshots.preview.failed')}
      >
        {/* Engines point at the place with a caret in a line of its own. */}
        <span className={styles.engineMessage}>{described.message}</span>
      </Banner>
      <p className={`${text.note} ${styles.filesNote}`}>
        {t('snapshots.preview.failedHint')}
      </p>
    </>
  );
}
