import { toggleStep } from './toggleStep';

const steps = [
  { id: 'settings' },
  { id: 'compaction', needs: ['settings'] },
  { id: 'expiry' },
];

describe('toggleStep', () => {
  it('leaves out a compaction with the settings that it was planned for, and takes both up again', () => {
    const without = toggleStep(steps, new Set(), 'settings');
    expect([...without]).toEqual(['settings', 'compaction']);
    expect([...toggleStep(steps, without, 'compaction')]).toEqual([]);
    expect([...toggleStep(steps, without, 'settings')]).toEqual(['compaction']);
    expect([...toggleStep(steps, new Set(), 'compaction')]).toEqual([
      'compaction',
    ]);
  });
});
