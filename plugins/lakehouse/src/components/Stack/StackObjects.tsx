import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertFill, RiCloseCircleFill } from '@remixicon/react';
import type { StackObject } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, tableStyles, text } from '../shared';
import styles from './stack.module.css';

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
                  <Mark isGood={state === 'as-rendered'}>
                    {t(`stack.objects.states.${state}`)}
                    {message && `: ${message}`}
                  </Mark>
                </td>
                <td>
                  {readiness ? (
                    <Mark
                      isGood={readiness.state === 'ready'}
                      isBad={readiness.state === 'failed'}
                    >
                      {readiness.message}
                    </Mark>
                  ) : (
                    <span className={text.muted}>–</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

/** A state in words, with an icon where it needs a look: what is well is quiet. */
function Mark(props: {
  isGood: boolean;
  isBad?: boolean;
  children: ReactNode;
}) {
  const { isGood, isBad, children } = props;
  if (isGood) return <>{children}</>;
  const Icon = isBad ? RiCloseCircleFill : RiAlertFill;
  return (
    <span className={styles.mark}>
      <Icon
        size={16}
        aria-hidden
        className={styles.icon}
        color={isBad ? 'var(--lh-sev-critical)' : 'var(--lh-sev-risk)'}
      />
      <span>{children}</span>
    </span>
  );
}

function needsNoLook({ state, readiness }: StackObject): boolean {
  return state === 'as-rendered' && (!readiness || readiness.state === 'ready');
}
