import { Button } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import styles from './maintenance.module.css';
import type { Older } from './useOlder';

/** To what is older, and back to the newest; nothing where all is shown. */
export function OlderButtons(props: {
  older: Older;
  /** Where the page that is shown goes on. */
  nextCursor?: string;
  /** "Older runs". */
  label: string;
}) {
  const { older, nextCursor, label } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div className={styles.back}>
      {nextCursor && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => older.showOlder(nextCursor)}
        >
          {label}
        </Button>
      )}
      {older.isOlder && (
        <Button size="small" variant="tertiary" onPress={older.showNewest}>
          {t('maintenance.older.newest')}
        </Button>
      )}
    </div>
  );
}
