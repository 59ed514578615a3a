import type { LintRule } from '../model/LintRule';
import { isThere } from '../objects/references';
import { fieldsOf, listOf, textOf, valueAt } from '../source/Fields';

/** R10. */
export const missingIngressSecret: LintRule = {
  id: 'R10',
  name: 'missing-ingress-secret',
  severity: 'warning',
  summary: 'An Ingress with a certificate that is not there',
  consequence:
    'If it does not exist in the cluster, the Ingress answers with a certificate of its own controller, which clients refuse.',
  fix: 'Correct the name, add the Secret, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Secret/<name>.',
  source: 'Kubernetes documentation: Ingress, TLS',
  *check(context) {
    for (const ingress of context.objectsOf('Ingress')) {
      const annotations = fieldsOf(
        valueAt(ingress.value, 'metadata', 'annotations'),
      );
      // cert-manager makes the Secret of an Ingress that asks for it.
      if (
        Object.keys(annotations).some(key =>
          /^(cert-manager\.io\/|kubernetes\.io\/tls-acme$)/.test(key),
        )
      )
        continue;
      for (const item of listOf(valueAt(ingress.value, 'spec', 'tls'))) {
        const tls = fieldsOf(item);
        const name = textOf(tls.secretName);
        if (name === undefined) continue;
        if (isThere(context, { kind: 'Secret', name, from: ingress })) continue;
        yield {
          place: context.places.of(tls, 'secretName'),
          object: ingress,
          message: `Secret "${name}" is not among these manifests: clients get the certificate of the Ingress' controller`,
        };
      }
    }
  },
};
