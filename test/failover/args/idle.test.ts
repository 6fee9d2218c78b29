/** Arguments that would do nothing beside others. */
import { each, type Given } from "../support/mistakes";
import { dhcp, lte, plain, pppoe, standing } from "../support/offices";

const office = (change: Given): Given => ({ ...plain, ...change });
const routes = (change: Given): Given => office({ strategy: "recursive", ...change });
const probes = (given: Given): Given => office({ probes: given });
const metered = (how: unknown, rest: Given): Given => ({ wans: [pppoe, { ...dhcp, metered: how }], ...rest });
const pin = (mode: string | undefined) => ({
  pinning: [{ name: "voip", wan: "ISP2", list: "phones", ...(mode && { mode }) }],
});
/** What probes by netwatch can promise. */
const objectives = { blackHole: "1m" };

const byRoutes = 'has no meaning with strategy "recursive"';
const orBlock = "Leave it out, or give { block }, a list of hosts that may not use it";

describe("arguments that would do nothing are refused:", () => {
  describe("where the routes decide", () => {
    each([
      [
        "a line that is forced",
        routes({ maintenance: "ISP2" }),
        `maintenance: ${byRoutes}: nothing on the router would force a line. Order wans accordingly`,
      ],
      [
        "a pin with a way out",
        routes(pin("fallback")),
        `pinning[0].mode: "fallback" ${byRoutes}: nothing on the router would switch the rule off. Use "strict", or strategy "script"`,
      ],
      [
        "a promise about a line that comes and goes",
        routes({ objectives: { flapping: 2 } }),
        'objectives.flapping: cannot be promised: with strategy "recursive" a line that answers is used again at once. Leave it out, or use strategy "script"',
      ],
      [
        "a promise about loss",
        routes({ objectives: { loss: "60s" } }),
        'objectives.loss: cannot be promised: strategy "recursive" weighs no loss, and probes of kind "tcp", "http" and "dns" repeat what was lost. Leave it out, or probe by ping',
      ],
      [
        "a line that is asked seldom",
        metered(true, { strategy: "recursive" }),
        `wans[1].metered: true ${byRoutes}: the routes ask each line all the time. ${orBlock}`,
      ],
      ...["window", "lossLimit", "recoverLoss", "fail", "recover", "packets"].map(
        (name) =>
          [
            `probes.${name}`,
            routes({ probes: { [name]: 2 } }),
            `probes: there is no such argument: "${name}" with strategy "recursive"`,
          ] as const,
      ),
      ...[
        ["kind", "tcp"],
        ["dwell", "1m"],
        ["failback", "manual"],
        ["maxRtt", "100ms"],
      ].map(
        ([name, value]) =>
          [
            `probes.${name}`,
            routes({ probes: { [name as string]: value } }),
            `probes: there is no such argument: "${name}" with strategy "recursive"`,
          ] as const,
      ),
    ]);
  });

  describe("where netwatch asks", () => {
    each([
      [
        "further pings",
        office({ probes: { kind: "tcp", packets: 3 }, objectives }),
        'probes.packets: has a meaning only with kind "ping", not "tcp"',
      ],
      [
        "a limit that netwatch has not",
        office({ probes: { kind: "dns", maxRtt: "100ms" }, objectives }),
        'probes.maxRtt: has a meaning only with kind "ping", "tcp" or "http", not "dns"',
      ],
      [
        "a line that is asked seldom",
        metered(true, { probes: { kind: "http", targets: ["203.0.118.80", "203.0.118.81"] }, objectives }),
        `wans[1].metered: true has no meaning with probes of kind "http": netwatch asks each line all the time. ${orBlock}`,
      ],
    ]);
  });

  describe("where no line takes over again", () => {
    each([
      [
        "how long it would wait",
        probes({ failback: "manual", dwell: "5m" }),
        'probes.dwell: has no meaning with failback "manual": no line takes over again by itself',
      ],
    ]);
  });

  describe("hooks of lines that can have none", () => {
    const hooked = (line: Given) => ({
      wans: [
        { ...line, hooks: true },
        { ...dhcp, interface: "ether5" },
      ],
    });
    each([
      [
        "a standing line",
        hooked(standing),
        "wans[0].hooks: true does nothing: a standing address never changes. Leave it out",
      ],
      [
        "a line that is set up elsewhere",
        hooked(lte),
        "wans[0].hooks: true does nothing: the line is set up elsewhere, and nothing of it is written. Leave it out: sync looks at it in every round",
      ],
      [
        "a session with a profile of somebody else's",
        hooked({ ...pppoe, profile: "of-the-provider" }),
        "wans[0].hooks: true does nothing: the hook would have to be in the profile of-the-provider, and profiles of others are not changed. Leave out profile, or hooks",
      ],
      [
        "a session, and a client: they can",
        {
          wans: [
            { ...pppoe, hooks: true },
            { ...dhcp, hooks: true },
          ],
        },
      ],
      ["none, where there can be none", { wans: [{ ...standing, hooks: false }, dhcp] }],
    ]);
  });

  describe("and those that do something are not:", () => {
    each([
      ["a line that is forced, by script", office({ maintenance: "ISP2" })],
      ["a pin with a way out, by script", office(pin("fallback"))],
      ["a strict pin, by routes", routes(pin("strict"))],
      ["a pin of which nothing is said, by routes", routes(pin(undefined))],
      [
        "what happens at a switch, by routes",
        routes({
          onSwitch: {
            flush: "nothing",
            flushDns: true,
            updateCloudDns: true,
            notify: [{ email: { to: "noc@example.com" } }],
          },
        }),
      ],
      ["how often routes are looked at", routes({ interval: "10s" })],
      [
        "what may be promised of routes",
        routes({ objectives: { blackHole: "30s", linkLoss: "3s", flowRecovery: "6s" } }),
      ],
      ["hosts that may not use a line, by routes", metered({ block: "heavy" }, { strategy: "recursive" })],
      [
        "hosts that may not use a line, by netwatch",
        metered({ block: "heavy" }, { probes: { kind: "tcp" }, objectives }),
      ],
      ["a line that is asked seldom, by ping", metered(true, {})],
      [
        "a limit of netwatch",
        office({
          probes: { kind: "http", targets: ["203.0.118.80", "203.0.118.81"], maxRtt: "100ms" },
          objectives,
        }),
      ],
      ["a dwell beside an automatic way back", probes({ failback: { after: "5m" }, dwell: "5m" })],
    ]);
  });
});
