import type { PropertyExplanation } from '../model';
import { fileRules } from './fileRules';
import { metadataRules } from './metadataRules';
import type { PropertyContext, PropertyVerdict } from './PropertyContext';

const rules = [...metadataRules, ...fileRules];

const descriptions = new Map<string, string>(
  Object.entries({
    'lakehouse.max-staleness':
      'Promise to readers: the newest change is never older.',
    'lakehouse.maintenance-interval': 'Maintenance is expected this often.',
    'write.distribution-mode':
      'How writers spread rows over tasks, and so over files.',
    'write.object-storage.enabled':
      'File names start with a hash, so that an object store spreads requests.',
    comment: 'Description of the table.',
    owner: 'Owner as an engine noted it.',
  }),
);

/** A property with what was said about it. */
export interface JudgedProperty extends PropertyExplanation {
  finding?: PropertyVerdict['finding'];
}

/** Properties that are set, and those that matter though nobody set them. Poor ones first, then in a fixed order. */
export function judgeProperties(context: PropertyContext): JudgedProperty[] {
  const { properties } = context.metadata;
  const judged: JudgedProperty[] = [];
  for (const rule of rules) {
    // The version is not a property, but people look for it among them.
    const setValue = valueSet(rule.name, context);
    const value = setValue ?? rule.defaultValue;
    const { verdict, text, suggestedValue, finding } = rule.judge(
      value,
      context,
    );
    if (setValue === undefined && !rule.shownByDefault && verdict !== 'poor') {
      continue;
    }
    judged.push({
      name: rule.name,
      value,
      origin: setValue === undefined ? 'default' : 'set',
      verdict,
      text,
      ...(suggestedValue === undefined ? {} : { suggestedValue }),
      ...(finding === undefined ? {} : { finding }),
    });
  }
  const known = new Set(rules.map(rule => rule.name));
  for (const name of Object.keys(properties)
    .filter(key => !known.has(key))
    .sort()) {
    judged.push({
      name,
      value: properties[name],
      origin: 'set',
      verdict: 'neutral',
      text:
        descriptions.get(name) ??
        'Set by a writer or engine; it has no bearing on health.',
    });
  }
  return [
    ...judged.filter(isPoor),
    ...judged.filter(property => !isPoor(property)),
  ];
}

/** The version is not a property, but people look for it among them. */
function valueSet(
  name: string,
  { metadata }: PropertyContext,
): string | undefined {
  if (name === 'format-version') {
    return String(metadata.formatVersion);
  }
  return Object.hasOwn(metadata.properties, name)
    ? metadata.properties[name]
    : undefined;
}

function isPoor({ verdict }: PropertyExplanation): boolean {
  return verdict === 'poor';
}
