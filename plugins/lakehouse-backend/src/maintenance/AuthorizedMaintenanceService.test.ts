import { mockCredentials } from '@backstage/backend-test-utils';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { permissionsDenying } from '../__testUtils__/permissionsDenying';
import { AuthorizedMaintenanceService } from './AuthorizedMaintenanceService';
import type { MaintenanceService } from './MaintenanceService';

const STEPS = [{ id: '1-rewrite-manifests' }];
const DETAIL = {
  summary: { id: 'run' },
  run: {
    plan: {
      steps: STEPS,
      declined: [{ operation: 'set-properties', reason: 'They are set' }],
      policy: [{ name: 'Windows', value: 'any time', source: 'policy x' }],
    },
  },
} as unknown as RunDetail;

const every = async () => DETAIL;
const service = {
  getRun: every,
  approveRun: every,
  cancelRun: every,
  rollbackRun: every,
} as unknown as MaintenanceService;

function runsSeenWithout(...denied: string[]) {
  const authorized = AuthorizedMaintenanceService.create({
    service,
    permissions: permissionsDenying(...denied),
  });
  const options = { credentials: mockCredentials.user() };
  return Promise.all([
    authorized.getRun('run', options),
    authorized.approveRun('run', {}, options),
    authorized.cancelRun('run', {}, options),
    authorized.rollbackRun('run', {}, options),
  ]);
}

describe('AuthorizedMaintenanceService', () => {
  it('shows whoever may not see plans the steps of a run, but not what its plan declined, nor by which policy', async () => {
    for (const { run } of await runsSeenWithout('lakehouse.maintenance.plan')) {
      expect(run.plan).toEqual({ steps: STEPS, declined: [] });
    }
    for (const seen of await runsSeenWithout()) {
      expect(seen).toEqual(DETAIL);
    }
  });
});
