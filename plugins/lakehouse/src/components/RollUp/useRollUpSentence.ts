import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount } from '../shared';

/** Says a roll-up in words: `web-analytics, bronze: 5 healthy, 4 at risk, 3 critical, 2 unknown`. */
export function useRollUpSentence(): (
  subject: string,
  rollUp: HealthRollUp,
) => string {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return useCallback(
    (subject, rollUp) =>
      t('fleet.rollUp', {
        subject,
        healthy: formatCount(rollUp.healthy),
        atRisk: formatCount(rollUp.atRisk),
        critical: formatCount(rollUp.critical),
        unknown: formatCount(rollUp.unknown),
      }),
    [t],
  );
}
