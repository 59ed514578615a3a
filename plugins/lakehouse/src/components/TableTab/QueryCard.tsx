import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  QuerySnippet,
  TableDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, CodeBlock, Segments, text, useQueryParam } from '../shared';
import styles from './QueryCard.module.css';

/** How to query the table from each engine, or the plain reason why one can't. */
export function QueryCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { snippets } = props.detail;
  const first =
    snippets.find(snippet => snippet.code !== undefined) ?? snippets[0];
  const [engine, setEngine] = useQueryParam('engine', first?.engine);
  const selected = snippets.find(snippet => snippet.engine === engine) ?? first;
  const impossible = snippets.filter(
    snippet => snippet.notPossible !== undefined,
  );
  const toSegment = ({ engine: id, code }: QuerySnippet) =>
    code === undefined
      ? {
          id,
          label: id,
          struck: true,
          name: t('table.query.engineNotPossible', { engine: id }),
        }
      : { id, label: id };
  if (!selected) {
    return (
      <CardFrame title={t('table.query.title')}>
        <p className={text.note}>{t('table.query.none')}</p>
      </CardFrame>
    );
  }
  return (
    <CardFrame title={t('table.query.title')}>
      <Segments
        className={styles.engines}
        label={t('table.query.engine')}
        selected={selected.engine}
        onSelect={setEngine}
        segments={snippets.map(toSegment)}
      />
      {selected.code !== undefined && (
        <CodeBlock
          code={selected.code}
          language={selected.language}
          label={t('table.query.snippet', { engine: selected.engine })}
          copyLabel={t('table.query.copy', { engine: selected.engine })}
        />
      )}
      {impossible.length > 0 && (
        <div className={styles.well}>
          {impossible.map(snippet => (
            <NotPossible
              key={snippet.engine}
              engine={snippet.engine}
              reason={snippet.notPossible ?? ''}
            />
          ))}
        </div>
      )}
    </CardFrame>
  );
}

function NotPossible(props: { engine: string; reason: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { engine, reason } = props;
  // Some reasons bring the verdict along: `Trino: not possible with this catalog. …`
  const own = reason.startsWith(`${engine}:`) ? reason.indexOf('. ') + 1 : 0;
  return (
    <p>
      <b className={text.strong}>
        {own > 0
          ? reason.slice(0, own)
          : t('table.query.notPossible', { engine })}
      </b>{' '}
      {reason.slice(own).trim()}
    </p>
  );
}
