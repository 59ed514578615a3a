import type { PropertyExplanation } from '@lakehouse-portal/table-health';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  formatCount,
  SeverityIcon,
  tableStyles,
  text,
  useQueryParam,
} from '../shared';
import styles from './PropertiesCard.module.css';

const ORDER = { poor: 0, good: 1, neutral: 2 } as const;

/** The table's properties: poor settings first, each with what it does here. */
export function PropertiesCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [shown, setShown] = useQueryParam('properties');
  const all = [...props.detail.properties].sort(
    (a, b) => ORDER[a.verdict] - ORDER[b.verdict],
  );
  const judged = all.filter(property => property.verdict !== 'neutral');
  const poor = all.filter(property => property.verdict === 'poor').length;
  const rows = shown === 'all' || judged.length === 0 ? all : judged;
  const total = formatCount(all.length);

  if (all.length === 0) {
    return (
      <CardFrame title={t('table.properties.title')}>
        <EmptyState
          title={t('table.properties.none')}
          detail={t('table.properties.noneDetail')}
        />
      </CardFrame>
    );
  }
  return (
    <CardFrame
      title={t('table.properties.title')}
      subtitle={
        poor > 0
          ? t('table.properties.poor', { count: poor, total })
          : t('table.properties.fine', { total })
      }
      flush
      actions={
        judged.length > 0 && judged.length < all.length ? (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShown(shown === 'all' ? '' : 'all')}
          >
            {shown === 'all'
              ? t('table.properties.showJudged')
              : t('table.properties.showAll', { total })}
          </Button>
        ) : undefined
      }
    >
      {/* On narrow pages it scrolls sideways, so it must be reachable by keyboard. */}
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('table.properties.region')}
      >
        <table className={`${tableStyles.table} ${tableStyles.top}`}>
          <caption className={text.hidden}>
            {t('table.properties.title')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('table.properties.property')}</th>
              <th scope="col">{t('table.properties.value')}</th>
              <th scope="col">{t('table.properties.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(property => (
              <PropertyRow key={property.name} property={property} />
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

function PropertyRow(props: { property: PropertyExplanation }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { name, value, origin, verdict, text: explanation } = props.property;
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          {verdict === 'poor' && (
            <SeverityIcon
              severity="at-risk"
              label={t('table.properties.verdict.poor')}
            />
          )}
          {verdict === 'good' && (
            <SeverityIcon
              severity="healthy"
              label={t('table.properties.verdict.good')}
            />
          )}
          {verdict === 'neutral' && <span className={styles.blank} />}
          <code>{name}</code>
        </span>
      </th>
      <td className={styles.value}>
        <code>{value}</code>{' '}
        <span className={text.note}>
          {t(`table.properties.origin.${origin}`)}
        </span>
      </td>
      <td className={styles.text}>
        {explanation || (
          <span className={text.muted}>{t('table.properties.noOpinion')}</span>
        )}
      </td>
    </tr>
  );
}
