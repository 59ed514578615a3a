import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { UpgradePreview } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../translation';
import { FieldChanges } from '../Blueprint/preview/changes/FieldChanges';
import { Banner, text } from '../shared';
import styles from './stack.module.css';
import { StackFindings } from './StackFindings';

const TONES = {
  data: 'warning',
  interruption: 'info',
  refused: 'negative',
} as const;

/** What people must know before an upgrade, then each object with its fields. */
export function UpgradeChanges(props: { preview: UpgradePreview }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { comparison, brings, cures } = props.preview;
  const { notes, rolls, objects } = comparison;
  return (
    <>
      {notes.map(({ kind, what, message }) => (
        <Banner
          key={`${what} ${message}`}
          tone={TONES[kind]}
          title={t(`stack.upgrade.kinds.${kind}`)}
        >
          {message}. <code>{what}</code>
        </Banner>
      ))}
      <p className={text.note}>
        {rolls.length === 0
          ? t('stack.upgrade.noRolls')
          : `${t('stack.upgrade.rolls', { count: rolls.length })} ${rolls
              .map(({ object }) => object)
              .join(', ')}`}
      </p>
      {brings.length === 0 ? (
        <p className={text.note}>{t('stack.upgrade.bringsNone')}</p>
      ) : (
        <>
          <h3 className={styles.heading}>
            {t('stack.upgrade.brings', { count: brings.length })}
          </h3>
          <StackFindings
            caption={t('stack.upgrade.brings', { count: brings.length })}
            findings={brings}
          />
        </>
      )}
      {cures.length > 0 && (
        <p className={text.note}>
          {t('stack.upgrade.cures', { count: cures.length })}:{' '}
          {cures
            .map(({ rule, object }) => [rule, object].filter(Boolean).join(' '))
            .join(', ')}
        </p>
      )}
      <h3 className={styles.heading}>
        {t('stack.upgrade.objects', { count: objects.length })}
      </h3>
      {objects.map(({ object, change, fields }) =>
        change === 'changed' ? (
          <details key={object} className={styles.object}>
            <summary>
              <code>{object}</code>{' '}
              <span className={text.note}>
                {t('stack.upgrade.change.changed', { count: fields.length })}
              </span>
            </summary>
            <FieldChanges object={object} changes={fields} />
          </details>
        ) : (
          <p key={object} className={text.note}>
            <code>{object}</code> {t(`stack.upgrade.change.${change}`)}
          </p>
        ),
      )}
    </>
  );
}
