import { isRecord } from './isRecord';

const VARIABLE = /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\$\{/g;

/**
 * Replaces `${NAME}` and `${NAME:-default}` in all strings; `$${` stands for `${`. As in Backstage, a text with a
 * variable that is not set and has no default counts as not there.
 */
export function substituteEnvironment(
  value: unknown,
  environment: NodeJS.ProcessEnv,
): unknown {
  if (typeof value === 'string') return substituteText(value, environment);
  if (Array.isArray(value))
    return value.map(item => substituteEnvironment(item, environment));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      substituteEnvironment(item, environment),
    ]),
  );
}

function substituteText(
  text: string,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  let isMissing = false;
  const result = text.replace(
    VARIABLE,
    (match: string, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return match.slice(1);
      const found = environment[name] || fallback;
      isMissing ||= found === undefined;
      return found ?? '';
    },
  );
  return isMissing ? undefined : result;
}
