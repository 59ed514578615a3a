import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../../translation';
import { Surface, text } from '../../shared';
import type { AnswerProps } from './AnswerProps';
import styles from './fields.module.css';

type Layer = { name: string; retention?: string };

/** Layers with how long their data is kept. */
export function LayersField(props: AnswerProps<Layer[]>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const layers = props.formData ?? [];
  const set = (at: number, change: Partial<Layer>) =>
    props.onChange(
      layers.map((layer, index) =>
        index === at ? { ...layer, ...change } : layer,
      ),
    );
  return (
    <Surface bare>
      <Box bg="neutral" className={styles.field}>
        <fieldset className={styles.rows} disabled={props.disabled}>
          <legend className={styles.label}>
            {t('blueprint.layers.label')}
          </legend>
          <p className={text.note}>{t('blueprint.layers.detail')}</p>
          {layers.length > 0 && (
            // Each field says it, too: this is for the eye.
            <div className={styles.row} aria-hidden>
              <span className={styles.question}>
                {t('blueprint.layers.nameHead')}
              </span>
              <span className={styles.question}>
                {t('blueprint.layers.retentionHead')}
              </span>
              <span className={styles.noButton} />
            </div>
          )}
          {layers.map((layer, at) => (
            // Rows are only told apart by their place.
            // eslint-disable-next-line react/no-array-index-key
            <div key={at} className={styles.row}>
              <TextField
                aria-label={t('blueprint.layers.name', {
                  index: String(at + 1),
                })}
                value={layer.name ?? ''}
                onChange={name => set(at, { name })}
              />
              <TextField
                aria-label={t('blueprint.layers.retention', {
                  layer: layer.name || String(at + 1),
                })}
                placeholder="forever"
                value={layer.retention ?? ''}
                onChange={retention => set(at, { retention })}
              />
              <ButtonIcon
                aria-label={t('blueprint.layers.remove', {
                  layer: layer.name || String(at + 1),
                })}
                icon={<RiDeleteBinLine size={16} />}
                variant="tertiary"
                onPress={() =>
                  props.onChange(layers.filter((_, index) => index !== at))
                }
              />
            </div>
          ))}
          <div>
            <Button
              variant="secondary"
              size="small"
              iconStart={<RiAddLine size={14} />}
              onPress={() =>
                props.onChange([...layers, { name: '', retention: '' }])
              }
            >
              {t('blueprint.layers.add')}
            </Button>
          </div>
        </fieldset>
      </Box>
    </Surface>
  );
}
