import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SchemaSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount } from '../shared';

/** The sentence that the page of a schema opens with: how its tables are, and what the schema is for. */
export function useSchemaLede(schema: SchemaSummary | undefined): {
  headline: string;
  detail?: string;
} {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!schema || schema.tables === 0) {
    return {
      headline: t('lakehouse.schema.none'),
      detail: sentence(schema?.description),
    };
  }
  const { rollUp } = schema;
  const counts = (count: number) => ({
    count,
    formattedCount: formatCount(count),
    total: formatCount(rollUp.tables),
  });
  const slow =
    rollUp.slow > 0
      ? t('lakehouse.schema.slow', counts(rollUp.slow))
      : undefined;
  const detail =
    [slow, sentence(schema.description)].filter(Boolean).join(' ') || undefined;
  if (rollUp.critical > 0) {
    return {
      headline: t('lakehouse.schema.critical', counts(rollUp.critical)),
      detail,
    };
  }
  if (rollUp.atRisk > 0) {
    return {
      headline: t('lakehouse.schema.atRisk', counts(rollUp.atRisk)),
      detail,
    };
  }
  if (rollUp.unknown > 0) {
    return {
      headline: t('lakehouse.schema.unknown', counts(rollUp.unknown)),
      detail,
    };
  }
  return {
    headline: t('lakehouse.schema.allHealthy', counts(rollUp.tables)),
    detail,
  };
}

/** A description as a sentence among others: with its full stop. */
function sentence(description: string | undefined): string | undefined {
  const text = description?.trim();
  return text && /[^.!?…]$/.test(text) ? `${text}.` : text;
}
