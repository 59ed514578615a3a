import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';

/** Names the properties that a run has set: a former snapshot that becomes current again doesn't bring their values back, so that these are said. */
export function KeptProperties(props: { detail: RunDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const kept = props.detail.units.flatMap(({ unit, state }) =>
    unit.operation === 'set-properties' && state === 'done'
      ? Object.keys(unit.properties).map(key => named(key, unit.before?.[key]))
      : [],
  );

  function named(property: string, before: string | null | undefined): string {
    if (before === undefined) {
      return property;
    }
    return before === null
      ? t('maintenance.run.wasNotSet', { property })
      : t('maintenance.run.was', { property, before });
  }

  return kept.length === 0 ? null : (
    <>
      {t('maintenance.run.kept', {
        count: kept.length,
        properties: kept.join(', '),
      })}
    </>
  );
}
