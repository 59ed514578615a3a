import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { PolicySummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, formatCount, tableStyles, text } from '../shared';
import styles from './policies.module.css';
import { usePolicySentences } from './usePolicySentences';

/** Policies, a line each. */
export function PoliciesTable(props: {
  policies: PolicySummary[];
  onOpen: (name: string) => void;
}) {
  const { policies, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { selects, decides } = usePolicySentences();
  return (
    <div
      className={tableStyles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('policies.caption')}
    >
      <table className={tableStyles.table}>
        <caption className={text.hidden}>{t('policies.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('policies.name')}</th>
            <th scope="col">{t('policies.selects')}</th>
            <th scope="col" className={tableStyles.number}>
              {t('policies.tables')}
            </th>
            <th scope="col">{t('policies.decides')}</th>
            <th scope="col">{t('policies.from')}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map(policy => (
            <tr key={`${policy.origin} ${policy.name}`}>
              <th scope="row">
                {policy.overruled ? (
                  policy.name
                ) : (
                  <Button
                    size="small"
                    variant="tertiary"
                    className={styles.name}
                    onPress={() => onOpen(policy.name)}
                  >
                    {policy.name}
                  </Button>
                )}
                {policy.document.metadata.description && (
                  <div className={styles.description}>
                    {policy.document.metadata.description}
                  </div>
                )}
              </th>
              <td>{selects(policy.document.spec.selector)}</td>
              <td className={tableStyles.number}>
                {formatCount(policy.tables)}
              </td>
              <td>{decides(policy.document.spec)}</td>
              <td className={tableStyles.nowrap}>
                <Origin policy={policy} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Origin(props: { policy: PolicySummary }) {
  const { policy } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (policy.origin === 'configuration') {
    return (
      <>
        {t('policies.configuration')}
        <div className={text.note}>{t('policies.configurationDetail')}</div>
      </>
    );
  }
  if (policy.origin === 'document') {
    return (
      <>
        {t('policies.document', { name: policy.lakehouse ?? '' })}
        <div className={text.note}>{t('policies.documentDetail')}</div>
      </>
    );
  }
  return (
    <>
      {t('policies.portal', { version: String(policy.version ?? 1) })}
      <div className={text.note}>
        {policy.overruled ? (
          t('policies.overruled')
        ) : (
          <Age at={policy.changedAt} />
        )}
      </div>
    </>
  );
}
