import type { LintContext } from '../LintContext';
import type { ConfigFile } from '../objects/ConfigFile';
import { type Fields, fieldsOf, isFields, listOf } from '../source/Fields';
import type { TrinoNode } from '../trino/TrinoNode';
import { ACCESS_SECTIONS, type AccessSection } from './AccessSection';

/** One section of a file of access rules. */
export interface RuleSection {
  node: TrinoNode;
  file: ConfigFile;
  /** The whole file. */
  root: Fields;
  name: string;
  section: AccessSection;
  rules: Fields[];
}

/** The sections of every file of access rules. */
export function* accessRulesOf(context: LintContext): Generator<RuleSection> {
  for (const node of context.trino)
    for (const file of node.rules) {
      const root = fieldsOf(file.json.value);
      for (const [name, section] of Object.entries(ACCESS_SECTIONS))
        if (Array.isArray(root[name]))
          yield {
            node,
            file,
            root,
            name,
            section,
            // Another shape of a rule is A3's.
            rules: listOf(root[name]).filter(isFields),
          };
    }
}
