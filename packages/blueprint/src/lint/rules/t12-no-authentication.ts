import type { LintRule, RuleHit } from '../model/LintRule';
import type { TrinoNode } from '../trino/TrinoNode';

/** T12. */
export const noAuthentication: LintRule = {
  id: 'T12',
  name: 'no-authentication',
  severity: 'warning',
  summary:
    'Access rules without authentication, or authentication without a shared secret',
  consequence:
    'Without authentication the user is whoever the header X-Trino-User says, so rules and masks protect nothing; with authentication, nodes without internal-communication.shared-secret do not start.',
  fix: 'http-server.authentication.type with TLS (or http-server.process-forwarded=true behind a proxy that ends TLS), and internal-communication.shared-secret=${ENV:…} on all nodes.',
  source: 'Trino documentation: internal communication, authentication types',
  *check(context) {
    for (const node of context.trino) yield* check(node);
  },
};

function* check(node: TrinoNode): Generator<RuleHit> {
  const { config } = node;
  if (!config || !node.role) return;
  const authentication = config.property('http-server.authentication.type');
  const secret = config.property('internal-communication.shared-secret');
  if (node.role !== 'worker' && !authentication) {
    const rules = node.accessControl
      .map(file => file.property('access-control.name'))
      .find(entry => entry?.value === 'file' || entry?.value === 'opa');
    if (rules)
      yield {
        place: rules.place,
        object: node.accessControl[0].object,
        message:
          'Access control without authentication: the user is whatever the header X-Trino-User says, so rules and masks protect nothing',
      };
  }
  if (authentication && !secret)
    yield {
      place: authentication.place,
      object: config.object,
      severity: 'error',
      message: `http-server.authentication.type=${authentication.value} without internal-communication.shared-secret: Trino stops at start ("Shared secret is required")`,
    };
}
