import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PolicyPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../translation';
import { Banner, CardFrame, CodeBlock, formatCount, Lede } from '../../shared';
import { SelectedTables } from '../SelectedTables';

/** A policy before it is: what it replaces, its document, and the tables that it would be for. */
export function PolicyPreviewView(props: {
  name: string;
  preview: PolicyPreview;
  /** The version that somebody began to edit. */
  began?: number;
  isForPortal: boolean;
}) {
  const { name, preview, began, isForPortal } = props;
  const { tables = 0, examples = [], yaml = '', existing } = preview;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const replaced =
    existing?.version === undefined
      ? t('policies.form.isNew')
      : t('policies.form.replaces', { version: String(existing.version) });
  const isOther =
    began !== undefined &&
    existing?.version !== undefined &&
    existing.version !== began;
  return (
    <>
      <Lede
        headline={t('policies.form.preview', {
          name,
          count: tables,
          formattedCount: formatCount(tables),
        })}
        detail={existing?.origin === 'configuration' ? undefined : replaced}
      />
      {existing?.origin === 'configuration' && isForPortal && (
        <Banner
          tone="warning"
          role="alert"
          title={t('policies.form.configured')}
        />
      )}
      {isOther && (
        <Banner
          tone="warning"
          role="alert"
          title={t('policies.form.changedMeanwhile', {
            began: String(began),
            version: String(existing.version),
          })}
        />
      )}
      <CardFrame title={t('policies.detail.document')}>
        <CodeBlock
          code={yaml}
          label={t('policies.detail.code')}
          copyLabel={t('policies.detail.copy')}
          language="yaml"
        />
      </CardFrame>
      <CardFrame title={t('policies.detail.tables')}>
        <SelectedTables tables={tables} examples={examples} />
      </CardFrame>
    </>
  );
}
