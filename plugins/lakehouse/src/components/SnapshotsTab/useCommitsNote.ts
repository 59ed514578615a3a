import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What one bar of commits counts: those of a day, or of a step of the axis (milliseconds). */
export function useCommitsNote(stepMs: number): string {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (stepMs >= DAY_MS) {
    return t('snapshots.growth.commitsNote');
  }
  return stepMs >= MINUTE_MS
    ? t('snapshots.growth.commitsNoteMinutes', { count: stepMs / MINUTE_MS })
    : t('snapshots.growth.commitsNoteSeconds', { count: stepMs / SECOND_MS });
}
