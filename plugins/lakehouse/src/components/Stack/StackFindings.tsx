import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { StackFinding } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner } from '../shared';

const TONES = { error: 'negative', warning: 'warning', info: 'info' } as const;

/** Findings of the Stack doctor, each with what to do about it. */
export function StackFindings(props: { findings: readonly StackFinding[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <Flex direction="column" gap="2">
      {props.findings.map(
        ({ severity, rule, object, message, fix, source }) => (
          <Banner
            key={`${rule} ${object} ${message}`}
            tone={TONES[severity]}
            title={`${rule}, ${t(`stack.doctor.severity.${severity}`)}:`}
          >
            {object && <code>{object}</code>} {message}.{' '}
            {t('stack.doctor.fix', { fix })}
            {source && ` (${source})`}
          </Banner>
        ),
      )}
    </Flex>
  );
}
