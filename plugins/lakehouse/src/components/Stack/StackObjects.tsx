import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackObject } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, tableStyles, text } from '../shared';

/** All objects of a stack; those that need a look come first. */
export function StackObjects(props: { objects: StackObject[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const title = t('stack.objects.title');
  const objects = [...props.objects].sort(
    (one, other) => Number(needsNoLook(one)) - Number(needsNoLook(other)),
  );
  return (
    <CardFrame flush title={title} subtitle={t('stack.objects.subtitle')}>
      {/* It can scroll sideways, so it must be reachable by keyboard. */}
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('stack.objects.list')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('stack.objects.object')}</th>
              <th scope="col">{t('stack.objects.state')}</th>
              <th scope="col">{t('stack.objects.readiness')}</th>
            </tr>
          </thead>
          <tbody>
            {objects.map(({ id, kind, name, state, message, readiness }) => (
              <tr key={id}>
                <th scope="row">
                  {kind} {name}
                </th>
                <td>
                  {t(`stack.objects.states.${state}`)}
                  {message && `: ${message}`}
                </td>
                <td>{readiness?.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

function needsNoLook({ state, readiness }: StackObject): boolean {
  return state === 'as-rendered' && (!readiness || readiness.state === 'ready');
}
