import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BlueprintChange } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { tableStyles, text } from '../../../shared';
import styles from '../preview.module.css';

/** The fields of an object that would change: now and then. */
export function FieldChanges(props: {
  /** Of the object: its caption. */
  object: string;
  changes: readonly BlueprintChange[];
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const label = t('blueprint.changes.diffOf', { object: props.object });
  return (
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
          {props.changes.map(change => (
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
