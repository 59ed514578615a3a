import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RenderedLakehouse } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { CardFrame, EmptyState, Split, tableStyles, text } from '../../shared';
import { endpointsOf } from './endpointsOf';
import styles from './preview.module.css';
import { Topology } from './Topology';
import { useChoices } from './useChoices';

/** What one gets, where it is reached, and every choice with its default. */
export function OverviewPanel(props: { rendered: RenderedLakehouse }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { rendered } = props;
  const endpoints = endpointsOf(rendered);
  const choices = useChoices(rendered.lakehouse);
  return (
    <Split
      ratio="3:2"
      aside={
        <CardFrame
          title={t('blueprint.overview.decisions')}
          subtitle={t('blueprint.overview.decisionsDetail')}
        >
          <dl className={styles.facts}>
            {choices.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </CardFrame>
      }
    >
      <CardFrame title={t('blueprint.overview.topology')}>
        <Topology rendered={rendered} />
      </CardFrame>
      <CardFrame
        flush={endpoints.length > 0}
        title={t('blueprint.overview.endpoints')}
        subtitle={t('blueprint.overview.endpointsDetail')}
      >
        {endpoints.length === 0 ? (
          <EmptyState title={t('blueprint.overview.noEndpoints')} />
        ) : (
          // It can scroll sideways, so it must be reachable by keyboard.
          <div
            className={tableStyles.scroll}
            tabIndex={0}
            role="region"
            aria-label={t('blueprint.overview.endpointsScroll')}
          >
            <table className={tableStyles.table}>
              <caption className={text.hidden}>
                {t('blueprint.overview.endpoints')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('blueprint.overview.service')}</th>
                  <th scope="col">{t('blueprint.overview.address')}</th>
                  <th scope="col">{t('blueprint.overview.port')}</th>
                </tr>
              </thead>
              <tbody>
                {endpoints.map(({ name, address, ports }) => (
                  <tr key={`${name} ${address}`}>
                    <th scope="row">{name}</th>
                    <td>
                      <code>{address}</code>
                    </td>
                    <td>{ports}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </CardFrame>
    </Split>
  );
}
