import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MaintenancePolicySpec,
  PolicySelector,
} from '@lakehouse-portal/maintenance';
import { lakehouseTranslationRef } from '../../translation';

/** What a policy is for, and what it decides, in words. */
export function usePolicySentences() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return {
    /** `lakehouse retail, layer bronze`. */
    selects({ lakehouse, layer, schema, table }: PolicySelector = {}): string {
      const parts = [
        lakehouse !== undefined && t('policies.lakehouse', { name: lakehouse }),
        layer !== undefined && t('policies.layer', { name: layer }),
        schema !== undefined && t('policies.schema', { name: schema }),
        table !== undefined && t('policies.table', { name: table }),
      ].filter(part => part !== false);
      return parts.length === 0 ? t('policies.all') : parts.join(', ');
    },
    /** `approvals, windows`. */
    decides({ selector: _, ...spec }: MaintenancePolicySpec): string {
      return Object.keys(spec)
        .map(key =>
          t(`policies.decisions.${key as keyof typeof spec}`, {
            name: spec.maintainedBy ?? '',
          }),
        )
        .join(', ');
    },
  };
}
