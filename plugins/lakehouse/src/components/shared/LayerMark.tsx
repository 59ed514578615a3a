import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import styles from './LayerMark.module.css';

/** A layer with its mark; layers of a lakehouse's own get an outlined one. */
export function LayerMark(props: { layer: string | undefined }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!props.layer) {
    return (
      <span style={{ color: 'var(--lh-fg-muted)' }}>{t('layer.none')}</span>
    );
  }
  return (
    <span className={styles.layer}>
      <span
        aria-hidden
        className={`${styles.mark} ${styles[props.layer] ?? ''}`}
      />
      {props.layer}
    </span>
  );
}
