import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckboxCircleFill } from '@remixicon/react';
import { LINT_RULES } from '@lakehouse-portal/blueprint';
import type { StackFinding } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState } from '../shared';
import { StackFindings } from './StackFindings';

/** What is wrong, or could be better, with what runs now, and what to do about it. */
export function StackDoctor(props: { findings: StackFinding[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { findings } = props;
  const title =
    findings.length === 0
      ? t('stack.doctor.noneTitle')
      : t('stack.doctor.title', { count: findings.length });
  return (
    <CardFrame
      flush={findings.length > 0}
      title={title}
      subtitle={findings.length === 0 ? undefined : t('stack.doctor.subtitle')}
    >
      {findings.length === 0 ? (
        <EmptyState
          icon={<RiCheckboxCircleFill size={20} />}
          title={title}
          detail={t('stack.doctor.none', { rules: String(LINT_RULES.length) })}
        />
      ) : (
        <StackFindings caption={title} findings={findings} />
      )}
    </CardFrame>
  );
}
