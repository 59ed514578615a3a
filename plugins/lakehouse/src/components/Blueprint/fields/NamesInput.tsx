import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../../translation';
import { text } from '../../shared';
import styles from './fields.module.css';

/** A list of names, of which there may be none. */
export function NamesInput(props: {
  label: string;
  description?: string;
  names: readonly string[];
  disabled?: boolean;
  onChange: (names: string[]) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { label, description, names, disabled, onChange } = props;
  return (
    <fieldset className={styles.rows} disabled={disabled}>
      <legend className={styles.question}>{label}</legend>
      {description && <p className={text.note}>{description}</p>}
      {names.map((name, at) => (
        // Rows are only told apart by their place.
        // eslint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.name}>
          <TextField
            aria-label={t('blueprint.names.name', {
              label,
              index: String(at + 1),
            })}
            value={name}
            isDisabled={disabled}
            onChange={changed =>
              onChange(
                names.map((other, index) => (index === at ? changed : other)),
              )
            }
          />
          <ButtonIcon
            aria-label={t('blueprint.names.remove', {
              name: name || String(at + 1),
            })}
            icon={<RiDeleteBinLine size={16} />}
            variant="tertiary"
            isDisabled={disabled}
            onPress={() => onChange(names.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          variant="secondary"
          size="small"
          iconStart={<RiAddLine size={14} />}
          isDisabled={disabled}
          aria-label={t('blueprint.names.addTo', { label })}
          onPress={() => onChange([...names, ''])}
        >
          {t('blueprint.names.add')}
        </Button>
      </div>
    </fieldset>
  );
}
