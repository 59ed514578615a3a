import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { CopyButton } from './CopyButton';
import { type CodeLanguage, highlightCode } from './highlightCode';
import styles from './CodeBlock.module.css';

const CLASSES = {
  keyword: styles.keyword,
  comment: styles.comment,
  plain: undefined,
};

/** Code with a copy button; `label` names the code (`Trino query`), `copyLabel` the button. */
export function CodeBlock(props: {
  code: string;
  label: string;
  copyLabel?: string;
  language?: CodeLanguage;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div className={styles.block}>
      {/* It can scroll sideways, so it must be reachable by keyboard. */}
      <pre
        className={styles.code}
        tabIndex={0}
        role="region"
        aria-label={props.label}
      >
        {highlightCode(props.code, props.language).map((token, index) => (
          // Tokens are derived from the text and never move.
          // eslint-disable-next-line react/no-array-index-key
          <span key={index} className={CLASSES[token.kind]}>
            {token.text}
          </span>
        ))}
      </pre>
      <div className={styles.copy}>
        <CopyButton
          value={props.code}
          label={props.copyLabel ?? t('copy.code')}
        />
      </div>
    </div>
  );
}
