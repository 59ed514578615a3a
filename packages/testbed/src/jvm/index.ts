export * from './JvmProgram';
