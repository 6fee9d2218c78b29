import assert from "node:assert/strict";
import { type SimulatedRouter, startRouter } from "../../../simulator/api/simulated-router";
import { type PacedClock, pacedClock } from "../../../simulator/clock";
import { ControlError, type Controlled, controlCommand } from "../../../simulator/control";
import { createNetwork } from "../../../simulator/network";
import { dhcpIsp, host, pppoeIsp } from "../network/office";

describe("the commands of the control socket", () => {
  let router: SimulatedRouter;
  let pace: PacedClock;
  let on: Controlled;

  const does = (line: string) => controlCommand(line, on);
  const refuses = async (line: string, message: RegExp) => {
    await assert.rejects(does(line), (error) => error instanceof ControlError && message.test(error.message));
  };

  beforeEach(async () => {
    pace = pacedClock({ speed: 0 });
    router = await startRouter({ clock: pace });
    const { config } = router;
    config.add("/interface/bridge", { name: "bridge" });
    config.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
    const dial = { name: "pppoe-isp1", interface: "ether1", user: "u", password: "p", disabled: "no" };
    config.add("/interface/pppoe-client", { ...dial, "add-default-route": "yes" });
    config.add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no" });
    for (const port of ["pppoe-isp1", "ether2"])
      config.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
    const targets = [{ address: "192.0.2.80", names: ["hooks.example.com"] }];
    const network = createNetwork({
      router: router.plane,
      isps: [pppoeIsp, dhcpIsp],
      targets,
      sources: [host],
    });
    on = { router, network, pace };
  });
  afterEach(async () => {
    await router.stop();
    pace.stop();
  });

  it("clock: shows the time, and moves it", async () => {
    assert.equal(await does("clock"), "2026-01-01 00:00:00.000, stepped");
    assert.equal(await does("clock +1m30s"), "2026-01-01 00:01:30.000, stepped");
    assert.equal(await does("clock +500ms"), "2026-01-01 00:01:30.500, stepped");
  });

  it("link: a port that is unplugged moves the traffic to the other line", async () => {
    await does("clock +10s");
    await does("traffic reset");
    assert.equal(await does("link ether1 down"), "ether1: link down");
    await does("clock +10s");
    assert.match(await does("traffic report"), /^10\.0 s measured\nsource .*\ndesk +host +100 .* ISP2=\d+$/m);
    await does("link ether1 up");
    assert.match(await does("log"), /interface,info ether1 link down\n.*interface,info ether1 link up/s);
  });

  it("isp: changes a line, all of it or nothing, and shows it", async () => {
    assert.equal(
      await does("isp ISP1 loss 30% latency 400ms upstream blackhole"),
      "ISP1: address none, link up, upstream blackhole, loss 30%, latency 400ms, jitter 0ms",
    );
    await refuses("isp ISP1 loss 0 latency often", /often is no time.*\nusage: isp ISP1/s);
    assert.match(await does("isp ISP1"), /loss 30%/);
    assert.match(await does("isp ISP1 answers off captive on"), /silent, captive portal$/);
  });

  it("isp: ends sessions and renumbers", async () => {
    await does("clock +5s");
    await does("isp ISP1 renumber 203.0.113.77");
    await does("isp ISP1 terminate");
    await does("clock +5s");
    assert.match(await does("status"), /ISP1: address 203\.0\.113\.77/);
    assert.match(await does("events 0"), /terminated by the server/);
  });

  it("traffic: reports as text and as JSON, is switched, and begins anew", async () => {
    await does("clock +10s");
    const report = JSON.parse(await does("traffic report json"));
    assert.deepEqual([report.seconds, report.sources[0].name, report.sources[0].sent], [10, "desk", 100]);
    await does("traffic reset");
    await does("traffic off");
    await does("clock +10s");
    assert.match(await does("traffic report"), /^10\.0 s measured\n.*\ndesk +host +0 /m);
  });

  it("requests: shows what the router sent to servers", async () => {
    assert.equal(await does("requests"), "nothing yet");
    router.config.add("/system/scheduler", {
      name: "tell",
      interval: "5s",
      "on-event":
        '/tool fetch url="http://hooks.example.com/a?b" http-method=post http-data=hello output=none',
    });
    await does("clock +7s");
    assert.equal(
      await does("requests"),
      "2026-01-01 00:00:05.010 POST http://hooks.example.com/a?b by ISP1: hello",
    );
  });

  it("target: silences a host", async () => {
    assert.equal(await does("target 8.8.8.8 down"), "8.8.8.8 is silent");
    await refuses("target 9.9.9.9 down", /there is no target 9\.9\.9\.9/);
  });

  it("reboot and power-cut: take the time that they take, and 1970 begins", async () => {
    await does("clock +10s");
    assert.equal(await does("reboot"), "the router is back at 2026-01-01 00:00:11.000, stepped");
    assert.match(await does("status"), /its clock says 1970-01-01 00:00:01/);
    assert.match(await does("log"), /system,info router rebooted/);
    await does("power-cut");
    assert.match(await does("log"), /system,error,critical router was rebooted without proper shutdown/);
  });

  it("help: lists every command with its use", async () => {
    const text = await does("help");
    for (const name of ["link", "isp", "clock", "traffic", "log", "events", "requests", "reboot"])
      assert.match(text, new RegExp(`^${name}\\b`, "m"));
    assert.equal(await does(""), text);
  });

  for (const [line, message] of [
    ["dance", /dance is no command; there are: status, link/],
    ["toString", /toString is no command/],
    ["link ether9 down", /ether9 is none of the router's ports: ether1, ether2/],
    ["link ether1 sideways", /sideways is none of up, down/],
    ["link ether1 down now", /now: not expected here/],
    ["isp ISP9 loss 3%", /ISP9 is none of the ISPs: ISP1, ISP2/],
    ["isp ISP1 loss 130%", /130% is no share/],
    ["isp ISP1 mood bad", /mood is none of loss, latency/],
    ["isp ISP1 renumber here", /here is no address/],
    ["clock 5m", /5m is no step; write it like \+5m/],
    ["clock +5", /5 is no time/],
    ["clock speed 60", /--speed/],
    ["traffic report xml", /xml is none of json/],
    ["traffic", /nothing is none of report, reset, on, off/],
    ["log many", /many is no number/],
  ] as const) {
    it(`refuses ${line}`, () => refuses(line, message));
  }

  it("says what is missing without a network, or with the machine's clock", async () => {
    const bare: Controlled = { router, network: undefined, pace: undefined };
    await assert.rejects(controlCommand("traffic report", bare), /start the simulator with --network/);
    await assert.rejects(controlCommand("clock +5m", bare), /start the simulator with --clock stepped/);
    assert.equal(await controlCommand("link ether3 down", bare), "ether3: link down");
    assert.equal(router.config.print("/interface", ["name=ether3"])[0]?.running, "false");
  });
});

describe("a clock that follows the machine's", () => {
  it("goes faster, and fires its timers at exact times of its own", async () => {
    const clock = pacedClock({ speed: 2000, start: 0 });
    const times: number[] = [];
    const again = () => {
      times.push(clock.now());
      if (times.length < 5) clock.tick(1234, again);
    };
    clock.tick(1234, again);
    await clock.sleep(10_000);
    clock.stop();
    assert.deepEqual(times, [1234, 2468, 3702, 4936, 6170]);
  });

  it("can be sped up while it goes", async () => {
    const clock = pacedClock({ speed: 0.001 });
    const day = clock.sleep(86_400_000);
    clock.speed = 10_000_000;
    await day;
    clock.stop();
  });
});
