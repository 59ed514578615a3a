export * from './RecordingProxy';
export * from './startAzurite';
export * from './startFakeGcs';
export * from './startVersityGateway';
export * from './StoreServer';
