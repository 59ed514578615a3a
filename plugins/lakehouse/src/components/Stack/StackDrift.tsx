import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackObject } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, tableStyles, text } from '../shared';

/** An object that is not as the document says: each field, and who set it. */
export function StackDrift(props: { object: StackObject }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { id, fields } = props.object;
  const title = t('stack.objects.driftTitle', { object: id });
  return (
    <CardFrame
      flush
      title={title}
      subtitle={t('stack.objects.driftSubtitle', { count: fields.length })}
    >
      {/* It can scroll sideways, so it must be reachable by keyboard. */}
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('stack.objects.fieldsOf', { object: id })}
      >
        <table className={`${tableStyles.table} ${tableStyles.top}`}>
          <caption className={text.hidden}>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('stack.objects.field')}</th>
              <th scope="col">{t('stack.objects.now')}</th>
              <th scope="col">{t('stack.objects.document')}</th>
              <th scope="col">{t('stack.objects.by')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ path, now, rendered, secret, managers }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>
                  <Value value={now} isSecret={secret} />
                </td>
                <td>
                  <Value value={rendered} isSecret={secret} />
                </td>
                <td>{managers.join(', ') || t('stack.objects.nobody')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

function Value(props: { value: unknown; isSecret?: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { value, isSecret } = props;
  if (isSecret) return <>{t('stack.objects.secret')}</>;
  if (value === undefined) return <>{t('stack.objects.absent')}</>;
  return <>{typeof value === 'string' ? value : JSON.stringify(value)}</>;
}
