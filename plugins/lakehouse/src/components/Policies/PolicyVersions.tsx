import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PolicyVersion } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, CardFrame, PersonLink, tableStyles, text } from '../shared';

/** Who changed a policy, and when. */
export function PolicyVersions(props: { versions: PolicyVersion[] }) {
  const { versions } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const whatOf = ({ document }: PolicyVersion, before?: PolicyVersion) => {
    if (!document) {
      return t('policies.detail.removed');
    }
    return before?.document
      ? t('policies.detail.changed')
      : t('policies.detail.made');
  };
  return (
    <CardFrame flush title={t('policies.detail.versions')}>
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('policies.detail.versionsCaption')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>
            {t('policies.detail.versionsCaption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('policies.detail.version')}</th>
              <th scope="col">{t('policies.detail.what')}</th>
              <th scope="col">{t('policies.detail.who')}</th>
              <th scope="col">{t('policies.detail.when')}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => (
              <tr key={version.version}>
                <th scope="row">{version.version}</th>
                <td>{whatOf(version, versions[index + 1])}</td>
                <td>
                  <PersonLink person={version.changedBy} />
                </td>
                <td>
                  <Age at={version.changedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
