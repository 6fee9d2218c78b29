/**
 * `npm run demo`: the real Pulumi CLI configures a simulated router, finds what somebody changed by hand, and repairs it.
 * State, passphrase and Pulumi home are in a temporary folder; nothing of the user's is read or written.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { SimulatedRouter } from "../../simulator/index";
import { createProject, type PulumiProject } from "../../test/support/pulumi-project";
import { handEdits, startOffice, user } from "./office";
import { heading, say, typed } from "./screen";

const repository = join(__dirname, "..", "..");

async function main(): Promise<void> {
  const password = randomBytes(12).toString("hex");
  say("The real Pulumi CLI on a simulated router, in six steps; about 40 s.");
  heading("An office with two internet lines");
  const router = await startOffice(password);
  const project = await projectFor(router, password);
  try {
    say(`A simulated router: RouterOS ${router.version} at 127.0.0.1:${router.tlsPort} (api-ssl).`);
    say("What it is to be: the 32 resources of examples/article/index.ts.");
    await play(router, project);
  } finally {
    await project.dispose();
    await router.stop();
  }
}

/** What a pipeline would run; `--diff` shows what differs, and nothing of what does not. */
const look = ["preview", "--diff", "--expect-no-changes"];
const apply = ["up", "--yes", "--skip-preview"];

async function play(router: SimulatedRouter, project: PulumiProject): Promise<void> {
  heading("Bring the office's objects onto the router");
  await pulumi(project, apply, 0);

  heading("Is the router as declared?");
  await pulumi(project, look, 0);
  say("Exit code 0: it is.");

  heading("Somebody changes three things by hand");
  for (const edit of handEdits) {
    typed("[admin@office-12] >", edit.typed);
    edit.apply(router);
  }

  heading("The same question again finds these three, and changes nothing");
  await pulumi(project, look, 7);
  say(
    "Exit code 7: drift. (refresh) is what the router has, (update) and (create) what an up would do about it.",
  );

  heading("Repair them");
  await pulumi(project, apply, 0);
  await pulumi(project, look, 0);
  say("Exit code 0: the router is as declared again.");

  say("");
  say("What next:");
  say("  examples/article/index.ts        the program that you have just seen, with the reasons");
  say("  examples/raw-resources/index.ts  each kind of object once");
  say("  docs/kinds.md                    every property of every kind");
  say('  README.md, "On a real router"    user, certificate and configuration for a router of yours');
}

async function projectFor(router: SimulatedRouter, password: string): Promise<PulumiProject> {
  const { certificate, tlsPort } = router;
  if (certificate === undefined || tlsPort === undefined)
    throw new Error("the simulated router has no api-ssl");
  return createProject({
    program: { folder: join(repository, "examples", "article") },
    config: {
      "routeros:host": "127.0.0.1",
      "routeros:port": String(tlsPort),
      "routeros:tls": JSON.stringify({ fingerprint: certificate.fingerprint }),
      "routeros:user": user,
      "routeros:password": { secret: password },
      pppoePassword: { secret: randomBytes(8).toString("hex") },
    },
  });
}

/** Runs a command of the CLI in front of the user; its exit code is part of the story. */
async function pulumi(project: PulumiProject, args: readonly string[], expected: number): Promise<void> {
  typed("$", `pulumi ${args.join(" ")}`);
  const code = await project.show(args);
  if (code !== expected)
    throw new Error(`pulumi ${args[0]} ended with exit code ${code} instead of ${expected}`);
}

main().catch((error: unknown) => {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
