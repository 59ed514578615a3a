import type { LintRule } from '../model/LintRule';
import { OLDEST_SUPPORTED_TRINO } from '../trino/versions';

/** Options that every supported version wants, and why. */
const OPTIONS: readonly [RegExp, string][] = [
  [
    /^-XX:\+ExitOnOutOfMemoryError$|^-agentpath:.*jvmkill/,
    '-XX:+ExitOnOutOfMemoryError (a server out of memory hangs instead of being replaced)',
  ],
  [/^-XX:ReservedCodeCacheSize=/, '-XX:ReservedCodeCacheSize=512M'],
  [/^-XX:-OmitStackTraceInFastThrow$/, '-XX:-OmitStackTraceInFastThrow'],
  [
    /^-Djdk\.attach\.allowAttachSelf=true$/,
    '-Djdk.attach.allowAttachSelf=true',
  ],
];

/** T18. */
export const datedRuntime: LintRule = {
  id: 'T18',
  name: 'dated-runtime',
  severity: 'info',
  summary:
    'A Trino before 458, or a jvm.config without the options that Trino asks for',
  consequence:
    'An old release lacks years of fixes, and its configuration stops working at the next upgrade; without the options a server out of memory hangs, and code is compiled again and again.',
  fix: 'Use a current release, and the jvm.config of its documentation (the official chart has it).',
  source: 'Trino documentation: deploying Trino, JVM config; official chart',
  *check(context) {
    for (const node of context.trino) {
      if (
        node.workload &&
        node.container &&
        node.versionKnown &&
        node.version < OLDEST_SUPPORTED_TRINO
      )
        yield {
          place: context.places.of(node.container.value, 'image'),
          object: node.workload.object,
          message: `Trino ${node.version} is older than ${OLDEST_SUPPORTED_TRINO}, the first release whose catalogs are configured as today's are`,
        };
      // Of a file by itself nobody knows what is added to it later.
      if (!node.jvm || !node.workload) continue;
      const lines = node.jvm.lines.map(line => line.trim());
      const missing = OPTIONS.filter(
        ([pattern]) => !lines.some(line => pattern.test(line)),
      ).map(([, text]) => text);
      if (missing.length > 0)
        yield {
          place: node.jvm.source.placeOf(0),
          object: node.jvm.object,
          message: `jvm.config lacks ${missing.join(', ')}`,
        };
    }
  },
};
