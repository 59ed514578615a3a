import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackObject } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { diffLines } from '../Blueprint/preview/changes/diffLines';
import { LineDiff } from '../Blueprint/preview/changes/LineDiff';
import { CardFrame, tableStyles, text } from '../shared';
import styles from './stack.module.css';

/** Of so many objects one sees at once what differs; of more, whose name one opens. */
const OPEN = 3;

/** Objects that are not as the document says: each field, and who set it. */
export function StackDrift(props: { objects: readonly StackObject[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { objects } = props;
  return (
    <CardFrame
      flush
      title={t('stack.drift.title', { count: objects.length })}
      subtitle={t('stack.drift.subtitle')}
    >
      {objects.map(object => (
        <details
          key={object.id}
          open={objects.length <= OPEN}
          className={`${styles.object} ${styles.drift}`}
        >
          <summary>
            <code>{object.id}</code>{' '}
            <span className={text.note}>
              {t('stack.drift.fields', { count: object.fields.length })}
            </span>
          </summary>
          <Fields object={object} />
        </details>
      ))}
    </CardFrame>
  );
}

type Field = StackObject['fields'][number];

function Fields(props: { object: StackObject }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { id, fields } = props.object;
  return (
    // It can scroll sideways, so it must be reachable by keyboard.
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('stack.objects.fieldsOf', { object: id })}
    >
      <table className={`${tableStyles.table} ${tableStyles.top}`}>
        <caption className={text.hidden}>
          {t('stack.objects.driftTitle', { object: id })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('stack.objects.field')}</th>
            <th scope="col">{t('stack.objects.now')}</th>
            <th scope="col">{t('stack.objects.document')}</th>
            <th scope="col">{t('stack.objects.by')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr key={field.path}>
              <th scope="row" className={styles.value}>
                <code>{field.path}</code>
              </th>
              <Values field={field} />
              <td>{field.managers.join(', ') || t('stack.objects.nobody')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values(props: { field: Field }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { now, rendered, secret } = props.field;
  const lines =
    !secret &&
    typeof now === 'string' &&
    typeof rendered === 'string' &&
    (now.includes('\n') || rendered.includes('\n'))
      ? diffLines(now, rendered)
      : undefined;
  return lines ? (
    <td colSpan={2}>
      <LineDiff
        lines={lines}
        words={{
          before: t('stack.objects.now'),
          after: t('stack.objects.document'),
        }}
      />
    </td>
  ) : (
    <>
      <td className={styles.value}>
        <Value value={now} isSecret={secret} />
      </td>
      <td className={styles.value}>
        <Value value={rendered} isSecret={secret} />
      </td>
    </>
  );
}

function Value(props: { value: unknown; isSecret?: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { value, isSecret } = props;
  if (isSecret) return <>{t('stack.objects.secret')}</>;
  if (value === undefined) return <>{t('stack.objects.absent')}</>;
  return <>{typeof value === 'string' ? value : JSON.stringify(value)}</>;
}
