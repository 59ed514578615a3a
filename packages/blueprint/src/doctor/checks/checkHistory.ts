import type { LintContext } from '../../lint/LintContext';
import type { StackFinding } from '../StackFinding';

/** Coordinators without an event listener: who asked what is gone with the next restart. */
export function checkHistory(context: LintContext): StackFinding[] {
  return context.trino
    .filter(
      ({ workload, role, files, config, opaque }) =>
        workload &&
        role !== undefined &&
        role !== 'worker' &&
        !config?.property('event-listener.config-files') &&
        !files.some(({ name }) => name === 'event-listener.properties') &&
        // What a mount holds that is not among the objects may be a listener.
        !opaque.includes('/etc/trino'),
    )
    .map(({ object, config }) => ({
      topic: 'history',
      rule: 'D-no-listener',
      severity: 'info',
      object: object?.label,
      message: `There is no event listener: queries are remembered in memory only, the last ${
        config?.property('query.max-history')?.value ?? '100'
      }, and a restart forgets them`,
      fix: 'event-listener.properties with a listener that keeps them (MySQL, Kafka, OpenLineage, HTTP), if who asked what must be known later.',
      source: 'Trino documentation, event listeners; query.max-history',
    }));
}
