import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  BlueprintChange,
  BlueprintObjectPreview,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { CardFrame, tableStyles, text } from '../../../shared';
import styles from '../preview.module.css';

/** More would be no reading matter; the files have them all. */
const SHOWN = 200;

/** The fields of an object that would change: now and then. */
export function ObjectChanges(props: { object: BlueprintObjectPreview }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { object } = props;
  const { id, changes, note, refusal } = object;
  const label = t('blueprint.changes.diffOf', { object: id });
  const more = changes.length - SHOWN;
  return (
    <CardFrame
      flush={changes.length > 0}
      title={`${object.kind} ${object.name}`}
      subtitle={t('blueprint.changes.fields', { count: changes.length })}
      footer={
        more > 0 ? t('blueprint.changes.more', { count: more }) : undefined
      }
    >
      {[note, refusal?.message, refusal?.remedy]
        .filter(Boolean)
        .map(sentence => (
          <p key={sentence} className={text.note}>
            {sentence}
          </p>
        ))}
      {changes.length > 0 && (
        // It can scroll sideways, so it must be reachable by keyboard.
        <div
          className={tableStyles.scroll}
          tabIndex={0}
          role="region"
          aria-label={label}
        >
          <table className={`${tableStyles.table} ${tableStyles.top}`}>
            <caption className={text.hidden}>{label}</caption>
            <thead>
              <tr>
                <th scope="col">{t('blueprint.changes.field')}</th>
                <th scope="col">{t('blueprint.changes.now')}</th>
                <th scope="col">{t('blueprint.changes.then')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, SHOWN).map(change => (
                <tr key={change.path}>
                  <th scope="row">
                    <code className={styles.value}>{change.path}</code>
                  </th>
                  <td>
                    <Value change={change} side="before" />
                  </td>
                  <td>
                    <Value change={change} side="after" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </CardFrame>
  );
}

function Value(props: { change: BlueprintChange; side: 'before' | 'after' }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { change, side } = props;
  if (change.secret) return <>{t('blueprint.changes.secret')}</>;
  const value = change[side];
  if (value === undefined) return <>{t('blueprint.changes.absent')}</>;
  return (
    <span className={styles.value}>
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </span>
  );
}
