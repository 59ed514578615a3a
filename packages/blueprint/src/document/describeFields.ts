import { lakehouseJsonSchema } from './lakehouseJsonSchema';

interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | false;
  description?: string;
  minimum?: number;
  maximum?: number;
}

/** Every field of a document as a table of Markdown, as docs/blueprint.md has it; a test keeps the two equal. */
export function describeFields(): string {
  const { spec, metadata } = (lakehouseJsonSchema() as Schema).properties!;
  return [
    '| Field | Value | What |',
    '| ----- | ----- | ---- |',
    ...rows('metadata', metadata),
    ...rows('spec', spec),
  ].join('\n');
}

function rows(path: string, { properties = {}, required = [] }: Schema) {
  return Object.entries(properties).flatMap(([name, schema]): string[] => {
    const what = [
      required.includes(name) ? '**needed**' : '',
      schema.description ?? '',
    ].filter(text => text !== '');
    const at = `${path}.${name}`;
    return [
      `| \`${at}\` | ${cell(valueOf(schema))} | ${cell(what.join(': '))} |`,
      ...below(at, schema),
    ];
  });
}

function below(path: string, schema: Schema): string[] {
  const choices = choicesOf(schema);
  if (choices && isSecret(choices)) return [];
  if (choices)
    return choices.flatMap(choice => {
      const { type, ...properties } = choice.properties ?? {};
      const at = `${path} (${String(type?.const)})`;
      return [
        `| \`${at}\` |  | ${cell(choice.description ?? '')} |`,
        ...rows(at, { ...choice, properties }),
      ];
    });
  if (schema.items) return below(`${path}[]`, schema.items);
  return schema.properties ? rows(path, schema) : [];
}

function valueOf(schema: Schema): string {
  const choices = choicesOf(schema);
  if (choices)
    return isSecret(choices) ? '[secret](#secrets)' : 'one of, by `type`';
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(', ');
  if (schema.items) return `list of ${valueOf(schema.items)}`;
  if (schema.properties) return 'mapping';
  if (schema.additionalProperties)
    return `mapping of names to ${valueOf(schema.additionalProperties)}`;
  const { type, minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined)
    return `${
      type === 'integer' ? 'whole number' : 'number'
    }, ${minimum} to ${maximum}`;
  return type === 'boolean' ? '`true`, `false`' : 'text';
}

function choicesOf({ anyOf, oneOf }: Schema): Schema[] | undefined {
  return anyOf ?? oneOf;
}

function isSecret([first]: Schema[]): boolean {
  return first.properties?.from !== undefined;
}

function cell(text: string): string {
  return text.replace(/[|<>_]/g, char => `\\${char}`);
}
