import { isAlias, isNode, visit } from 'yaml';
import { composeYaml } from './composeYaml';

/**
 * Where a YAML text has anchors and aliases: what stands in a node with an anchor can count in other places of the document
 * too, and what an alias stands for is written elsewhere.
 */
export function sharedRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  if (!/[&*]/.test(text)) return ranges;
  for (const document of composeYaml(text, () => {}))
    visit(document, (_, node) => {
      if (isNode(node) && node.range && (isAlias(node) || node.anchor))
        ranges.push([node.range[0], node.range[1]]);
    });
  return ranges;
}
