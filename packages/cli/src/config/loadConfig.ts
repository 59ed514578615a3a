import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { BadInputError } from '../errors/BadInputError';
import { includeDocuments } from './includeDocuments';
import { isRecord } from './isRecord';
import { mergeConfig } from './mergeConfig';
import { substituteEnvironment } from './substituteEnvironment';

/**
 * The configuration of the portal, as far as the command needs it.
 */
export interface LoadedConfig {
  /** The section `lakehouse`; empty when there is none. */
  lakehouse: Record<string, unknown>;
  /** Folder that the back end runs in, to which its relative paths are relative. */
  backendDirectory: string;
  files: string[];
}

const FILE_NAMES = ['app-config.yaml', 'app-config.local.yaml'];

/**
 * Loads app-config: the given files, or else `app-config.yaml` and `app-config.local.yaml` of the nearest folder above
 * the working directory, or of the checkout that the command is part of. Later files go over earlier ones, and
 * `${NAME}` and `${NAME:-default}` are replaced from the environment, as Backstage does it. What `lakehouse.policies`
 * includes by `$include` is read too.
 *
 * @throws BadInputError
 */
export function loadConfig(files: string[]): LoadedConfig {
  const chosen =
    files.length > 0 ? files.map(file => resolve(file)) : defaultFiles();
  let config: Record<string, unknown> = {};
  for (const file of chosen) {
    const content = readConfigFile(file);
    if (isRecord(content)) config = mergeConfig(config, content);
    // An empty file is fine; any other text is YAML too, and hardly what was meant.
    else if (content !== null && content !== undefined)
      throw new BadInputError(
        `${file} is no configuration: it has no keys at its top level`,
      );
  }
  const root = dirname(chosen[0] ?? resolve('app-config.yaml'));
  const backend = join(root, 'packages', 'backend');
  return {
    lakehouse: isRecord(config.lakehouse) ? config.lakehouse : {},
    backendDirectory: existsSync(backend) ? backend : root,
    files: chosen,
  };
}

function defaultFiles(): string[] {
  for (const start of [process.cwd(), commandFolder()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const files = FILE_NAMES.map(name => join(folder, name)).filter(file =>
        existsSync(file),
      );
      if (files.length > 0) return files;
      if (dirname(folder) === folder) break;
    }
  }
  return [];
}

/** Where the command itself lies, in a checkout below its root. */
function commandFolder(): string {
  const [, script] = process.argv;
  return script !== undefined && existsSync(script)
    ? dirname(realpathSync(script))
    : process.cwd();
}

function readConfigFile(file: string): unknown {
  try {
    return withPolicies(
      substituteEnvironment(parse(readFileSync(file, 'utf8')), process.env),
      dirname(file),
    );
  } catch (error) {
    throw new BadInputError(
      `The configuration ${file} cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
      { cause: error },
    );
  }
}

/** Other sections may include what the command has no need of, and no right to. */
function withPolicies(content: unknown, folder: string): unknown {
  if (!isRecord(content) || !isRecord(content.lakehouse)) {
    return content;
  }
  const { policies } = content.lakehouse;
  return policies === undefined
    ? content
    : {
        ...content,
        lakehouse: {
          ...content.lakehouse,
          policies: includeDocuments(policies, folder),
        },
      };
}
