import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BlueprintChange } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { tableStyles, text } from '../../../shared';
import styles from '../preview.module.css';
import { diffLines } from './diffLines';
import { LineDiff } from './LineDiff';

/** The fields of an object that would change: now and then; of a text of many lines, those that change. */
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
              <Values change={change} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values(props: { change: BlueprintChange }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { before, after, secret } = props.change;
  const lines =
    !secret &&
    typeof before === 'string' &&
    typeof after === 'string' &&
    (before.includes('\n') || after.includes('\n'))
      ? diffLines(before, after)
      : undefined;
  return lines ? (
    <td colSpan={2}>
      <LineDiff
        lines={lines}
        words={{
          before: t('blueprint.changes.now'),
          after: t('blueprint.changes.then'),
        }}
      />
    </td>
  ) : (
    <>
      <td>
        <Value change={props.change} side="before" />
      </td>
      <td>
        <Value change={props.change} side="after" />
      </td>
    </>
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
