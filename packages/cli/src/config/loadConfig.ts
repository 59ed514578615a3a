import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { BadInputError } from '../errors/BadInputError';
import { isRecord } from './isRecord';
import { mergeConfig } from './mergeConfig';
import { resolveIncludes } from './resolveIncludes';
import { substituteEnvironment } from './substituteEnvironment';

/**
 * The configuration of the portal, as far as the command needs it.
 */
export interface LoadedConfig {
  /** The section `lakehouse`; empty when there is none. */
  lakehouse: Record<string, unknown>;
  /**
   * What is not there of what a section includes, by `storage` or `connections.<name>`: told to who needs that section, as
   * one connection whose password is missing must not hide the others.
   */
  incomplete: ReadonlyMap<string, BadInputError>;
  /** Folder that the back end runs in, to which its relative paths are relative. */
  backendDirectory: string;
  files: string[];
}

const FILE_NAMES = ['app-config.yaml', 'app-config.local.yaml'];

/**
 * Loads app-config: the given files, or else `app-config.yaml` and `app-config.local.yaml` of the nearest folder above
 * the working directory, or of the checkout that the command is part of. Later files go over earlier ones, and
 * `${NAME}` and `${NAME:-default}` are replaced from the environment, as Backstage does it. What `lakehouse.policies`,
 * `lakehouse.storage` and `lakehouse.connections` include by `$include`, `$file` and `$env` is read too.
 *
 * @throws BadInputError
 */
export function loadConfig(files: string[]): LoadedConfig {
  const chosen =
    files.length > 0 ? files.map(file => resolve(file)) : defaultFiles();
  let config: Record<string, unknown> = {};
  const incomplete = new Map<string, BadInputError>();
  for (const file of chosen) {
    const content = readConfigFile(file, incomplete);
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
    incomplete,
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

function readConfigFile(
  file: string,
  incomplete: Map<string, BadInputError>,
): unknown {
  try {
    return withIncludes(
      substituteEnvironment(parse(readFileSync(file, 'utf8')), process.env),
      file,
      incomplete,
    );
  } catch (error) {
    throw cannotRead(file, error);
  }
}

/** Other sections may include what the command has no need of, and no right to. */
function withIncludes(
  content: unknown,
  file: string,
  incomplete: Map<string, BadInputError>,
): unknown {
  if (!isRecord(content) || !isRecord(content.lakehouse)) {
    return content;
  }
  const folder = dirname(file);
  const lakehouse = { ...content.lakehouse };
  const tryTo = (section: string, value: unknown): unknown => {
    try {
      return resolveIncludes(value, folder);
    } catch (error) {
      incomplete.set(section, cannotRead(file, error));
      return value;
    }
  };
  if (lakehouse.policies !== undefined)
    lakehouse.policies = resolveIncludes(lakehouse.policies, folder);
  if (lakehouse.storage !== undefined)
    lakehouse.storage = tryTo('storage', lakehouse.storage);
  const { connections } = lakehouse;
  if (isRecord(connections))
    lakehouse.connections =
      typeof connections.$include === 'string'
        ? resolveIncludes(connections, folder)
        : Object.fromEntries(
            Object.entries(connections).map(([name, connection]) => [
              name,
              tryTo(`connections.${name}`, connection),
            ]),
          );
  return { ...content, lakehouse };
}

function cannotRead(file: string, error: unknown): BadInputError {
  return new BadInputError(
    `The configuration ${file} cannot be read: ${
      error instanceof Error ? error.message : error
    }`,
    { cause: error },
  );
}
