export * from './sessionsOf';
