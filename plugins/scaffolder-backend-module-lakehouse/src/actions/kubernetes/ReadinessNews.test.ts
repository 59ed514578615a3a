import type {
  ObjectReadiness,
  ReadinessProblem,
} from '@lakehouse-portal/kubernetes';
import { describeReadiness, ReadinessNews } from './ReadinessNews';

const reference = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
  ...{ name: 'trino', namespace: 'lake' },
};

function trino(message: string, ...reasons: string[]): ObjectReadiness {
  return {
    ...{ id: 'Deployment.apps/lake/trino', reference, message },
    state: 'progressing',
    problems: reasons.map(
      (reason): ReadinessProblem => ({
        ...{ kind: 'crash-loop', message: reason, object: reference },
        log: ['out of memory'],
      }),
    ),
  };
}

describe('ReadinessNews', () => {
  it('tells a reason once, although it is looked for every few seconds only', () => {
    const news = new ReadinessNews();
    const told = [
      trino('0 of 1'),
      trino('0 of 1', 'no room'),
      trino('0 of 1'),
      trino('0 of 1', 'no room'),
      trino('0 of 1', 'it crashes'),
      trino('1 of 1'),
    ].map(state => news.of([state]).map(describeReadiness));
    const withLog = (reason: string) =>
      `Deployment.apps/lake/trino: 0 of 1\n    ${reason}\n        out of memory`;
    expect(told).toEqual([
      ['Deployment.apps/lake/trino: 0 of 1'],
      [withLog('no room')],
      [],
      [],
      [withLog('it crashes')],
      ['Deployment.apps/lake/trino: 1 of 1'],
    ]);
  });
});
