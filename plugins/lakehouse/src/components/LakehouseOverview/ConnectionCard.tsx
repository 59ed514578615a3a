import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  CodeBlock,
  CopyButton,
  Segments,
  text,
  useQueryParam,
} from '../shared';
import styles from './LakehouseOverview.module.css';

/** How to reach the lakehouse: its facts, and a snippet per client. */
export function ConnectionCard(props: { lakehouse: LakehouseDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { connection, connectionType, origin } = props.lakehouse;
  const facts = connection.filter(line => line.language === undefined);
  const snippets = connection.filter(line => line.language !== undefined);
  const [chosen, setChosen] = useQueryParam('client', snippets[0]?.label);
  const snippet = snippets.find(({ label }) => label === chosen) ?? snippets[0];
  return (
    <CardFrame
      title={t('lakehouse.connection.title')}
      subtitle={t('lakehouse.connection.subtitle')}
    >
      <dl className={styles.connection}>
        <dt>{t('lakehouse.connection.type')}</dt>
        <dd>
          {t(`lakehouse.connection.origin.${origin}`, { type: connectionType })}
        </dd>
        {facts.map(({ label, value }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>
              {/* A sentence is read, a location is copied. */}
              {/\s/.test(value) ? (
                value
              ) : (
                <>
                  <code>{value}</code>
                  <CopyButton
                    value={value}
                    label={t('lakehouse.connection.copy', { what: label })}
                  />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {snippets.length > 1 && (
        <Segments
          className={styles.clients}
          label={t('lakehouse.connection.client')}
          segments={snippets.map(({ label }) => ({ id: label, label }))}
          selected={snippet.label}
          onSelect={setChosen}
        />
      )}
      {snippet && (
        <CodeBlock
          code={snippet.value}
          language={snippet.language}
          label={t('lakehouse.connection.snippet', { client: snippet.label })}
          copyLabel={t('lakehouse.connection.copy', { what: snippet.label })}
        />
      )}
      {connection.length === 0 && (
        <p className={text.note}>{t('lakehouse.connection.none')}</p>
      )}
    </CardFrame>
  );
}
