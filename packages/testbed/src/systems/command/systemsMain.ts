import { runSystemsCommand } from './runSystemsCommand';

runSystemsCommand(process.argv.slice(2), {
  out: line => console.log(line),
  err: line => console.error(line),
}).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
