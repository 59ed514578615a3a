import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunProgress } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  formatInstant,
  formatShare,
  NamedText,
  PersonLink,
  text,
} from '../shared';
import styles from './maintenance.module.css';
import type { RunEvent } from './useRun';

/** What has happened, newest first, and what happens now. */
export function LogCard(props: {
  events: RunEvent[];
  progress?: RunProgress;
  following: boolean;
}) {
  const { events, progress, following } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <CardFrame title={t('maintenance.run.log.title')}>
      {!following && (
        <p className={text.note}>{t('maintenance.run.log.broken')}</p>
      )}
      {progress?.activity && (
        <p className={text.note}>
          {t('maintenance.run.log.now', { activity: progress.activity })}
          {progress.share !== undefined &&
            `, ${t('maintenance.run.log.share', {
              share: formatShare(progress.share),
            })}`}
        </p>
      )}
      {events.length === 0 ? (
        <p className={text.muted}>{t('maintenance.run.log.empty')}</p>
      ) : (
        <div
          className={styles.log}
          tabIndex={0}
          role="region"
          aria-label={t('maintenance.run.log.list')}
        >
          <ol reversed>
            {[...events].reverse().map(event => (
              <li key={event.seq}>
                <time dateTime={event.at} title={formatInstant(event.at)}>
                  {formatInstant(event.at).slice(11, 19)}
                </time>
                <span>
                  <NamedText>{event.message}</NamedText>
                  {event.by !== undefined && (
                    <span className={text.muted}>
                      {' '}
                      {t('maintenance.run.log.by', {
                        by: <PersonLink person={event.by} />,
                      })}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </CardFrame>
  );
}
