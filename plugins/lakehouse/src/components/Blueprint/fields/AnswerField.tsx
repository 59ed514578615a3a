import {
  Box,
  Checkbox,
  NumberField,
  Select,
  TextField,
  type SelectProps,
} from '@backstage/ui';
import type { AnswerProps } from './AnswerProps';
import styles from './fields.module.css';

type Option = { id: string; label: string };

/** One question with a text, a number, a choice of words, or yes and no; by the type in its schema. */
export function AnswerField(
  props: AnswerProps<string | number | boolean | undefined>,
) {
  // A raised ground, on which fields have an edge.
  return (
    <Box bg="neutral" className={styles.field}>
      <AnswerInput {...props} />
    </Box>
  );
}

function AnswerInput(
  props: AnswerProps<string | number | boolean | undefined>,
) {
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
  if (schema.enum) {
    const names: unknown = uiSchema?.['ui:enumNames'];
    const options: Option[] = schema.enum.map((value, at) => ({
      id: String(value),
      label: String((Array.isArray(names) && names[at]) || value),
    }));
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
