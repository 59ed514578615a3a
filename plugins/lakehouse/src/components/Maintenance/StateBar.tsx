import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxBlankCircleLine,
  RiArrowGoBackLine,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
} from '@remixicon/react';
import type { RunSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import styles from './maintenance.module.css';

type State = RunSummary['state'] | 'rolledBack';

const WAY: State[] = ['proposed', 'approved', 'running', 'verifying', 'done'];

/** Where a run is on its way: what it has been, what it is, what is to come. */
export function StateBar(props: { summary: RunSummary; rolledBack?: boolean }) {
  const { state, startedAt } = props.summary;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const ended = state === 'failed' || state === 'cancelled';
  const way: State[] = ended
    ? [...WAY.slice(0, startedAt ? 3 : 1), state]
    : [...WAY];
  if (props.rolledBack) {
    way.push('rolledBack');
  }
  const current = props.rolledBack ? way.length - 1 : way.indexOf(state);
  return (
    <ol className={styles.states} aria-label={t('maintenance.run.states')}>
      {way.map((one, index) => {
        const Icon = iconOf(one, index, current);
        return (
          <li
            key={one}
            className={`${styles.state} ${
              index === current ? styles.current : ''
            } ${index < current ? styles.reached : ''}`}
            aria-current={index === current ? 'step' : undefined}
          >
            <Icon
              size={16}
              aria-hidden
              color={
                (one === 'failed' && 'var(--lh-sev-critical)') ||
                (one === 'done' &&
                  index === current &&
                  'var(--lh-sev-healthy)') ||
                undefined
              }
            />
            {t(`maintenance.state.${one}`)}
          </li>
        );
      })}
    </ol>
  );
}

function iconOf(state: State, index: number, current: number) {
  if (state === 'rolledBack') {
    return RiArrowGoBackLine;
  }
  if (state === 'failed' || state === 'cancelled') {
    return RiCloseCircleFill;
  }
  if (index < current || state === 'done') {
    return index <= current ? RiCheckboxCircleFill : RiCheckboxBlankCircleLine;
  }
  return index === current ? RiLoader4Line : RiCheckboxBlankCircleLine;
}
