import { type AnyNode, parse } from 'acorn';

interface Insertion {
  position: number;
  isEnd: boolean;
  text: string;
}

/**
 * Adds a counter to every place of a script where its flow divides: functions, branches, loops, cases, the right side
 * of `&&`, `||` and `??`. Unlike V8's coverage it can be read and reset for each input at the cost of some kilobytes.
 *
 * @param code - A CommonJS script.
 * @param nextId - Gives the number of the next counter.
 * @param counters - Name of a global array.
 */
export function instrument(
  code: string,
  nextId: () => number,
  counters: string,
): string {
  const insertions: Insertion[] = [];
  const insert = (position: number, text: string, isEnd = false): void => {
    insertions.push({ position, text, isEnd });
  };
  const hit = (): string => `${counters}[${nextId()}]++`;
  const wrapStatement = (node: AnyNode, after: Array<() => void>): void => {
    if (node.type === 'BlockStatement') insert(node.start + 1, `${hit()};`);
    else {
      insert(node.start, `{${hit()};`);
      after.push(() => insert(node.end, '}', true));
    }
  };
  const wrapExpression = (node: AnyNode, after: Array<() => void>): void => {
    insert(node.start, `(${hit()},`);
    after.push(() => insert(node.end, ')', true));
  };
  const visit = (node: AnyNode): void => {
    // Ends are inserted after those of what is inside.
    const after: Array<() => void> = [];
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'CatchClause':
        wrapStatement(node.body, after);
        break;
      case 'ArrowFunctionExpression':
        if (node.body.type === 'BlockStatement')
          wrapStatement(node.body, after);
        else wrapExpression(node.body, after);
        break;
      case 'IfStatement':
        wrapStatement(node.consequent, after);
        if (node.alternate) wrapStatement(node.alternate, after);
        break;
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        wrapStatement(node.body, after);
        break;
      case 'SwitchCase':
        if (node.consequent.length > 0)
          insert(node.consequent[0].start, `${hit()};`);
        break;
      case 'ConditionalExpression':
        wrapExpression(node.consequent, after);
        wrapExpression(node.alternate, after);
        break;
      case 'LogicalExpression':
        wrapExpression(node.right, after);
        break;
      default:
    }
    for (const child of childrenOf(node)) visit(child);
    for (const finish of after) finish();
  };
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'script' }));
  return splice(code, insertions);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node)
    .flat()
    .filter(
      (value): value is AnyNode =>
        typeof value === 'object' &&
        value !== null &&
        typeof (value as { type?: unknown }).type === 'string',
    );
}

function splice(code: string, insertions: Insertion[]): string {
  const ordered = [...insertions].sort(
    (a, b) => a.position - b.position || Number(b.isEnd) - Number(a.isEnd),
  );
  let result = '';
  let done = 0;
  for (const { position, text } of ordered) {
    result += code.slice(done, position) + text;
    done = position;
  }
  return result + code.slice(done);
}
