import type { LintRule } from '../model/LintRule';

/** P4. */
export const trinoPort: LintRule = {
  id: 'P4',
  name: 'trino-port',
  severity: 'error',
  summary: 'Trino listens on a port that its container does not declare',
  consequence: 'Probes and Services lead to a port where nobody listens.',
  fix: 'Make containerPort and http-server.http(s).port the same.',
  source:
    'Trino documentation: HTTP server properties (8080 if nothing is said)',
  *check(context) {
    for (const { config, container, workload } of context.trino) {
      if (!config || !container || !workload || container.ports.length === 0)
        continue;
      const http = config.property('http-server.http.port');
      const https = config.property('http-server.https.port');
      const off =
        config.property('http-server.http.enabled')?.value === 'false';
      const listening = [
        off ? undefined : Number(http?.value ?? 8080),
        config.property('http-server.https.enabled')?.value === 'true'
          ? Number(https?.value ?? 8443)
          : undefined,
      ].filter(port => port !== undefined);
      const declared = container.ports.map(({ number }) => number);
      if (listening.some(port => declared.includes(port))) continue;
      yield {
        place: (http ?? https ?? config.properties[0]).place,
        object: config.object,
        message: `Trino listens on ${listening.join(' and ')}, container ${
          container.name
        } of ${workload.object.label} declares ${declared.join(', ')}`,
      };
    }
  },
};
