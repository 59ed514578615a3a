import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import { selectSteps } from './selectSteps';

const plan = {
  steps: [
    { id: '1-set-properties', title: 'Set write.target-file-size-bytes' },
    {
      id: '2-rewrite-data-files',
      title: 'Compact the table',
      needs: ['1-set-properties'],
    },
    { id: '3-expire-snapshots', title: 'Expire 3 snapshots' },
  ],
} as unknown as MaintenancePlan;

describe('selectSteps', () => {
  it('refuses a compaction without the settings that it was planned for, and names both', () => {
    expect(() => selectSteps(plan, ['2-rewrite-data-files'])).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message:
          'steps: "2-rewrite-data-files" (Compact the table) was planned for what "1-set-properties" (Set write.target-file-size-bytes) sets, and can\'t be done without it',
      }),
    );
    for (const ids of [
      ['1-set-properties'],
      ['1-set-properties', '2-rewrite-data-files'],
      ['3-expire-snapshots'],
    ]) {
      expect(selectSteps(plan, ids).steps.map(({ id }) => id)).toEqual(ids);
    }
    expect(selectSteps(plan, undefined)).toEqual(plan);
  });
});
