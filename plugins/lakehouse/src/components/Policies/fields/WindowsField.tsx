import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, ButtonIcon, Checkbox, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import {
  weekdays,
  type MaintenanceWindow,
  type Weekday,
} from '@lakehouse-portal/maintenance';
import { lakehouseTranslationRef } from '../../../translation';
import type { AnswerProps } from '../../Blueprint/fields/AnswerProps';
import fieldStyles from '../../Blueprint/fields/fields.module.css';
import { Surface, text } from '../../shared';
import styles from '../policies.module.css';

/** When runs may start, every week. */
export function WindowsField(props: AnswerProps<MaintenanceWindow[]>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const windows = props.formData ?? [];
  const set = (at: number, change: Partial<MaintenanceWindow>) =>
    props.onChange(
      windows.map((window, index) =>
        index === at ? { ...window, ...change } : window,
      ),
    );
  return (
    <Surface bare>
      <Box bg="neutral" className={fieldStyles.field}>
        <fieldset className={fieldStyles.rows} disabled={props.disabled}>
          <legend className={fieldStyles.label}>
            {t('policies.form.windows.label')}
          </legend>
          <p className={text.note}>{t('policies.form.windows.detail')}</p>
          {windows.length > 0 && (
            // Each field says it, too: this is for the eye.
            <div className={`${styles.window} ${styles.heads}`} aria-hidden>
              <span>{t('policies.form.windows.fromHead')}</span>
              <span>{t('policies.form.windows.toHead')}</span>
              <span>{t('policies.form.windows.timeZoneHead')}</span>
            </div>
          )}
          {windows.map((window, at) => (
            <WindowRow
              // Rows are only told apart by their place.
              // eslint-disable-next-line react/no-array-index-key
              key={at}
              index={String(at + 1)}
              window={window}
              onChange={change => set(at, change)}
              onRemove={() =>
                props.onChange(windows.filter((_, index) => index !== at))
              }
            />
          ))}
          <div>
            <Button
              variant="secondary"
              size="small"
              iconStart={<RiAddLine size={14} />}
              onPress={() =>
                props.onChange([...windows, { from: '22:00', to: '04:00' }])
              }
            >
              {t('policies.form.windows.add')}
            </Button>
          </div>
        </fieldset>
      </Box>
    </Surface>
  );
}

function WindowRow(props: {
  index: string;
  window: MaintenanceWindow;
  onChange: (change: Partial<MaintenanceWindow>) => void;
  onRemove: () => void;
}) {
  const { index, window, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const days = window.days ?? [];
  const toggle = (day: Weekday, isSelected: boolean) =>
    onChange({
      days: weekdays.filter(one =>
        one === day ? isSelected : days.includes(one),
      ),
    });
  return (
    <div className={styles.window}>
      <TextField
        aria-label={t('policies.form.windows.from', { index })}
        placeholder="22:00"
        value={window.from ?? ''}
        onChange={from => onChange({ from })}
      />
      <TextField
        aria-label={t('policies.form.windows.to', { index })}
        placeholder="04:00"
        value={window.to ?? ''}
        onChange={to => onChange({ to })}
      />
      <TextField
        aria-label={t('policies.form.windows.timeZone', { index })}
        placeholder="UTC"
        value={window.timeZone ?? ''}
        onChange={timeZone => onChange({ timeZone })}
      />
      <ButtonIcon
        aria-label={t('policies.form.windows.remove', { index })}
        icon={<RiDeleteBinLine size={16} />}
        variant="tertiary"
        onPress={props.onRemove}
      />
      <fieldset className={styles.days}>
        <legend className={text.hidden}>
          {t('policies.form.windows.days', { index })}
        </legend>
        {weekdays.map(day => (
          <Checkbox
            key={day}
            isSelected={days.includes(day)}
            onChange={isSelected => toggle(day, isSelected)}
          >
            {t(`policies.form.windows.day.${day}`)}
          </Checkbox>
        ))}
      </fieldset>
    </div>
  );
}
