/** The suite on the router that the environment names: `npm run test:router`. Mocha waits for `run` (`delay`). */
import { conformance } from "./suite";
import { routerTarget } from "./targets/router";

async function define(): Promise<void> {
  const { version, stop } = await routerTarget();
  await stop();
  conformance({ name: `RouterOS ${version}`, version, simulated: false, open: () => routerTarget() });
  run();
}

define().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
