import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { RiCheckboxCircleFill } from '@remixicon/react';
import { LINT_RULES } from '@lakehouse-portal/blueprint';
import type { StackFinding } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, CardFrame, EmptyState } from '../shared';

const TONES = { error: 'negative', warning: 'warning', info: 'info' } as const;

/** What is wrong, or could be better, with what runs now, and what to do about it. */
export function StackDoctor(props: { findings: StackFinding[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { findings } = props;
  const title =
    findings.length === 0
      ? t('stack.doctor.noneTitle')
      : t('stack.doctor.title', { count: findings.length });
  return (
    <CardFrame title={title}>
      {findings.length === 0 ? (
        <EmptyState
          icon={<RiCheckboxCircleFill size={20} />}
          title={title}
          detail={t('stack.doctor.none', { rules: String(LINT_RULES.length) })}
        />
      ) : (
        <Flex direction="column" gap="2">
          {findings.map(({ severity, rule, object, message, fix, source }) => (
            <Banner
              key={`${rule} ${object} ${message}`}
              tone={TONES[severity]}
              title={`${rule}, ${t(`stack.doctor.severity.${severity}`)}:`}
            >
              {object && <code>{object}</code>} {message}.{' '}
              {t('stack.doctor.fix', { fix })}
              {source && ` (${source})`}
            </Banner>
          ))}
        </Flex>
      )}
    </CardFrame>
  );
}
