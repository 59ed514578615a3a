import { lakehouseJsonSchema } from '@lakehouse-portal/blueprint';
import type { Terminal } from '../../output/Terminal';

/** `lakehouse schema`: what an editor, a form or CI checks a document with. */
export function schemaCommand(terminal: Terminal): void {
  terminal.out(`${JSON.stringify(lakehouseJsonSchema(), null, 2)}\n`);
}
