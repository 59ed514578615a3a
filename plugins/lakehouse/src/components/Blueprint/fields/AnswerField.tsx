import {
  Box,
  Checkbox,
  CheckboxGroup,
  NumberField,
  Select,
  TextField,
  type SelectProps,
} from '@backstage/ui';
import { Surface } from '../../shared';
import type { AnswerProps } from './AnswerProps';
import styles from './fields.module.css';
import { NamesInput } from './NamesInput';

type Answer = string | number | boolean | string[] | undefined;
type Option = { id: string; label: string };

/** One question with a text, a number, words to choose from, names, or yes and no; by the type in its schema. */
export function AnswerField(props: AnswerProps<Answer>) {
  // A raised ground, on which fields have an edge.
  return (
    <Surface bare>
      <Box bg="neutral" className={styles.field}>
        <AnswerInput {...props} />
      </Box>
    </Surface>
  );
}

function AnswerInput(props: AnswerProps<Answer>) {
  const { schema, uiSchema, name, formData, onChange } = props;
  const common = {
    label: schema.title ?? name,
    description: schema.description,
    isRequired: props.required,
    isDisabled: props.disabled,
    isInvalid: (props.rawErrors ?? []).length > 0,
    // Not by the browser: it would keep a corrected answer from being sent.
    validationBehavior: 'aria' as const,
  };
  if (schema.type === 'boolean') {
    return (
      <Checkbox
        isSelected={formData === true}
        isDisabled={props.disabled}
        onChange={onChange}
      >
        {[schema.title ?? name, schema.description].filter(Boolean).join('. ')}
      </Checkbox>
    );
  }
  if (schema.type === 'array') {
    const chosen = Array.isArray(formData) ? formData.map(String) : [];
    const options = optionsOf(schema.items);
    return options.length > 0 ? (
      <CheckboxGroup
        label={common.label}
        description={common.description}
        isDisabled={common.isDisabled}
        orientation="horizontal"
        value={chosen}
        onChange={onChange}
      >
        {options.map(({ id, label }) => (
          <Checkbox key={id} value={id}>
            {label}
          </Checkbox>
        ))}
      </CheckboxGroup>
    ) : (
      <NamesInput
        label={common.label}
        description={common.description}
        names={chosen}
        disabled={props.disabled}
        onChange={onChange}
      />
    );
  }
  if (schema.enum) {
    const options = optionsOf(schema, uiSchema?.['ui:enumNames']);
    const select: SelectProps<'single', Option> = {
      ...common,
      options,
      value: formData === undefined ? null : String(formData),
      onChange: chosen =>
        onChange(schema.enum?.find(value => String(value) === chosen) as never),
    };
    return <Select {...select} />;
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return (
      <NumberField
        {...common}
        formatOptions={{ useGrouping: false }}
        value={typeof formData === 'number' ? formData : NaN}
        // An empty field is no answer, and gets its default.
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
      />
    );
  }
  return (
    <TextField
      {...common}
      placeholder={uiSchema?.['ui:placeholder']}
      value={typeof formData === 'string' ? formData : ''}
      onChange={onChange}
    />
  );
}

/** What there is to choose from, in words: those of the schema are where the review of a form looks, too. */
function optionsOf(schema: unknown, words?: unknown): Option[] {
  const { enum: values = [], enumNames = words } = (schema ?? {}) as {
    enum?: unknown[];
    enumNames?: unknown;
  };
  return values.map((value, at) => ({
    id: String(value),
    label: String((Array.isArray(enumNames) && enumNames[at]) || value),
  }));
}
