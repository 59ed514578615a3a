import { parseArgs } from 'node:util';
import type { SystemName } from '../connections';
import { isSystemName, SYSTEM_NAMES } from '../systems';
import { UsageError } from './UsageError';

/** What is to be done. */
export type SystemsCommand =
  | { action: 'up'; names: SystemName[]; demo: boolean; json: boolean }
  /** Without names: all. */
  | { action: 'down'; names: SystemName[] | undefined; json: boolean }
  | { action: 'status'; json: boolean }
  | { action: 'list'; json: boolean }
  | { action: 'help' };

/** Those of the demo. */
export const DEMO_SYSTEMS: SystemName[] = ['trino', 'postgres', 's3', 'rest'];

export const USAGE = `Usage: npm run systems -- up SYSTEM… [--json]    starts systems, and keeps them running
       npm run systems -- up --demo [--json]     a whole lakehouse, with the TPC-H lab in it
       npm run systems -- down [SYSTEM…]         stops those that are named, or all
       npm run systems -- status [--json]        what runs, and how to reach it
       npm run systems -- list [--json]          all systems, and what each needs

Systems: ${SYSTEM_NAMES.join(', ')}`;

/**
 * Reads the arguments of `npm run systems`.
 *
 * @throws UsageError that says what was wrong, and what there is.
 */
export function parseSystemsArguments(args: string[]): SystemsCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { action: 'help' };
  const [action, ...rest] = positionals;
  const json = values.json ?? false;
  if (values.demo && action !== 'up')
    throw new UsageError(`--demo goes with up only\n\n${USAGE}`);
  const names = rest.map(toSystemName);
  switch (action) {
    case 'up':
      if (names.length === 0 && !values.demo)
        throw new UsageError(`Which systems?\n\n${USAGE}`);
      return {
        action,
        names: [...new Set([...(values.demo ? DEMO_SYSTEMS : []), ...names])],
        demo: values.demo ?? false,
        json,
      };
    case 'down':
      return { action, names: names.length > 0 ? names : undefined, json };
    case 'status':
    case 'list':
      if (names.length > 0)
        throw new UsageError(`${action} takes no names\n\n${USAGE}`);
      return { action, json };
    case 'help':
      return { action };
    default:
      throw new UsageError(
        `${
          action === undefined ? 'What to do?' : `"${action}" is unknown.`
        }\n\n${USAGE}`,
      );
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        demo: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function toSystemName(name: string): SystemName {
  if (isSystemName(name)) return name;
  throw new UsageError(
    `There is no system "${name}". There are: ${SYSTEM_NAMES.join(', ')}`,
  );
}
