import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import {
  lakehousePolicyReadPermission,
  type PolicyDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CardFrame,
  CodeBlock,
  formatCount,
  Lede,
  PersonLink,
  QueryView,
  SkeletonLines,
} from '../shared';
import styles from './policies.module.css';
import { PolicyButtons } from './PolicyButtons';
import { PolicyVersions } from './PolicyVersions';
import { SelectedTables } from './SelectedTables';
import { usePolicyQuery } from './usePolicyQuery';

/** One policy: what it says, what it is for, and what it was before. */
export function PolicyPanel(props: { name: string; onClose: () => void }) {
  const { name, onClose } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = usePolicyQuery(`one/${name}`, (api, options) =>
    api.getPolicy(name, options),
  );
  return (
    <>
      <div className={styles.back}>
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine size={14} aria-hidden />}
          onPress={onClose}
        >
          {t('policies.detail.back')}
        </Button>
      </div>
      <QueryView
        query={query}
        card={name}
        failed={t('policies.detail.failed', { name })}
        hints={{
          notFound: t('maintenance.failures.policyUnknown'),
          unavailable: t('maintenance.failures.unavailable'),
        }}
        notAllowed={t('policies.notAllowed')}
        permission={lakehousePolicyReadPermission.name}
        skeleton={<SkeletonLines lines={6} />}
      >
        {policy => (
          <>
            <div className={styles.opening}>
              <Lede
                headline={t('policies.detail.selects', {
                  name,
                  count: policy.tables,
                  formattedCount: formatCount(policy.tables),
                })}
                detail={<PolicyFacts policy={policy} />}
              />
              <PolicyButtons policy={policy} onRemoved={onClose} />
            </div>
            <CardFrame
              title={t('policies.detail.document')}
              subtitle={t('policies.detail.documentDetail')}
            >
              <CodeBlock
                code={policy.yaml}
                label={t('policies.detail.code')}
                copyLabel={t('policies.detail.copy')}
                language="yaml"
              />
            </CardFrame>
            <CardFrame title={t('policies.detail.tables')}>
              <SelectedTables {...policy} />
            </CardFrame>
            {policy.versions.length > 0 && (
              <PolicyVersions versions={policy.versions} />
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

function PolicyFacts(props: { policy: PolicyDetail }) {
  const { document, origin, lakehouse, version, changedBy, changedAt } =
    props.policy;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { description } = document.metadata;
  return (
    <>
      {description && `${description}${/[.!?]$/.test(description) ? '' : '.'} `}
      {origin === 'configuration' && t('policies.detail.fromConfiguration')}
      {origin === 'document' &&
        t('policies.detail.fromDocument', { name: lakehouse ?? '' })}
      {origin === 'portal' &&
        t('policies.detail.fromPortal', {
          version: String(version ?? 1),
          by: <PersonLink person={changedBy ?? ''} />,
          age: <Age at={changedAt} />,
        })}
    </>
  );
}
