import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';

/** Names the properties that a run has set: a former snapshot that becomes current again doesn't bring their values back. */
export function KeptProperties(props: { detail: RunDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const keys = props.detail.units.flatMap(({ unit, state }) =>
    unit.operation === 'set-properties' && state === 'done'
      ? Object.keys(unit.properties)
      : [],
  );
  return keys.length === 0 ? null : (
    <>
      {t('maintenance.run.kept', {
        count: keys.length,
        properties: keys.join(', '),
      })}
    </>
  );
}
