import fc from 'fast-check';

/** Rules of who may see what, of the layers silver and gold. */
export const anyAccess: fc.Arbitrary<object> = fc.constantFrom(
  { admins: ['admin'], groups: { analysts: [], engineers: [] } },
  {
    admins: ['admin', 'root.user'],
    groups: {
      analysts: ['ann', 'bob'],
      engineers: ['eve', 'bob'],
      idle: ['ida'],
    },
    grants: [
      { group: 'analysts', layers: ['gold'], may: 'read' },
      { group: 'engineers', layers: ['silver', 'gold'], may: 'own' },
    ],
    columns: [
      {
        ...{ layer: 'gold', table: 'people', column: 'email' },
        ...{ mask: "'***'", except: ['engineers'] },
      },
      { layer: 'gold', table: 'people', column: 'iban' },
    ],
    rows: [
      {
        ...{ layer: 'gold', table: 'orders', group: 'analysts' },
        filter: "country = 'DE'",
      },
    ],
  },
);
