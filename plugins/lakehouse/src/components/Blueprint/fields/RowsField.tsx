import {
  Box,
  Button,
  ButtonIcon,
  Checkbox,
  CheckboxGroup,
  NumberField,
  Select,
  TextField,
} from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { Surface, text } from '../../shared';
import styles from './fields.module.css';

/** One question of a row. */
export interface RowInput {
  /** Of the row. */
  key: string;
  label: string;
  description?: string;
  placeholder?: string;
  /** Words to choose one of; with `many`, any number. */
  options?: { id: string; label: string }[];
  many?: boolean;
  isNumber?: boolean;
}

type Row = Record<string, unknown>;

/** A list of rows, each with the same few questions. */
export function RowsField(props: {
  label: string;
  detail: string;
  /** What it means that there is none. */
  none: string;
  add: string;
  /** Name of a row, by its place from 1 on. */
  rowName: (index: number) => string;
  remove: (index: number) => string;
  inputs: RowInput[];
  rows: Row[];
  /** A row of which nothing is answered yet. */
  blank: Row;
  disabled?: boolean;
  onChange: (rows: Row[]) => void;
}) {
  const { rows, inputs, onChange } = props;
  return (
    <Surface bare>
      <Box bg="neutral" className={styles.field}>
        <fieldset className={styles.rows} disabled={props.disabled}>
          <legend className={styles.label}>{props.label}</legend>
          <p className={text.note}>{props.detail}</p>
          {rows.length === 0 && <p className={text.note}>{props.none}</p>}
          {rows.map((row, at) => (
            <div
              // Rows are only told apart by their place.
              // eslint-disable-next-line react/no-array-index-key
              key={at}
              className={styles.grant}
              role="group"
              aria-label={props.rowName(at + 1)}
            >
              <div className={styles.questions}>
                {inputs.map(input => (
                  <RowQuestion
                    key={input.key}
                    input={input}
                    value={row[input.key]}
                    onChange={value =>
                      onChange(
                        rows.map((other, index) =>
                          index === at
                            ? { ...other, [input.key]: value }
                            : other,
                        ),
                      )
                    }
                  />
                ))}
                <ButtonIcon
                  aria-label={props.remove(at + 1)}
                  icon={<RiDeleteBinLine size={16} />}
                  variant="tertiary"
                  onPress={() =>
                    onChange(rows.filter((_, index) => index !== at))
                  }
                />
              </div>
            </div>
          ))}
          <div>
            <Button
              variant="secondary"
              size="small"
              iconStart={<RiAddLine size={14} />}
              onPress={() => onChange([...rows, props.blank])}
            >
              {props.add}
            </Button>
          </div>
        </fieldset>
      </Box>
    </Surface>
  );
}

function RowQuestion(props: {
  input: RowInput;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const { input, value, onChange } = props;
  const { label, description, options } = input;
  if (options && input.many)
    return (
      <CheckboxGroup
        label={label}
        orientation="horizontal"
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={onChange}
      >
        {options.map(option => (
          <Checkbox key={option.id} value={option.id}>
            {option.label}
          </Checkbox>
        ))}
      </CheckboxGroup>
    );
  if (options)
    return (
      <Select
        {...{ label, description, options }}
        value={typeof value === 'string' && value !== '' ? value : null}
        onChange={chosen => onChange(chosen)}
      />
    );
  if (input.isNumber)
    return (
      <NumberField
        {...{ label, description }}
        formatOptions={{ useGrouping: false }}
        value={typeof value === 'number' ? value : NaN}
        // An empty field is no answer, and gets its default.
        onChange={changed =>
          onChange(Number.isNaN(changed) ? undefined : changed)
        }
      />
    );
  return (
    <TextField
      {...{ label, description }}
      placeholder={input.placeholder}
      value={typeof value === 'string' ? value : ''}
      onChange={onChange}
    />
  );
}
