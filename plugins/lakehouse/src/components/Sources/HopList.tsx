import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiSkipForwardLine,
} from '@remixicon/react';
import type { SourceCheckHop } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { text } from '../shared';
import styles from './Sources.module.css';

const ICONS = {
  passed: RiCheckboxCircleFill,
  failed: RiCloseCircleFill,
  skipped: RiSkipForwardLine,
};

/** The hops of a connection in the order in which they were tried; what to do stands below the one that failed. */
export function HopList(props: { hops: SourceCheckHop[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (props.hops.length === 0) {
    return null;
  }
  return (
    <ol className={styles.hops} aria-label={t('lakehouse.sources.test.hops')}>
      {props.hops.map(({ hop, outcome, message, advice, durationMs }, at) => {
        const Icon = ICONS[outcome];
        return (
          <li key={`${at}/${hop}`} className={styles.hop}>
            <Icon aria-hidden size={16} className={styles[outcome]} />
            <span>
              {t(`lakehouse.sources.hop.${hop}`)}
              <span className={text.hidden}>
                {' '}
                {t(`lakehouse.sources.outcome.${outcome}`)}
              </span>
            </span>
            <span className={styles.hopMessage}>
              {message}
              {outcome !== 'skipped' && (
                <span className={text.note}>
                  {' '}
                  {t('lakehouse.sources.test.took', {
                    time: String(Math.round(durationMs)),
                  })}
                </span>
              )}
              {advice && <span className={styles.advice}>{advice}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
