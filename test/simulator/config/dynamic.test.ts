import assert from "node:assert/strict";
import { column, lab } from "./harness";

const minute = 60_000;

describe("address lists with timeouts", () => {
  const entry = ["=list=l", "=address=1.1.1.1", "=timeout=10m"];
  const printed = ["/ip/firewall/address-list/print"] as const;

  it("are dynamic, count down and go", async () => {
    const { must, clock } = lab();
    await must("/ip/firewall/address-list/add", entry);
    const before = (await must(...printed)).rows[0];
    assert.equal(before?.dynamic, "true");
    assert.equal(before?.timeout, "10m");
    await clock.advance(4 * minute);
    assert.equal((await must(...printed)).rows[0]?.timeout, "6m");
    await clock.advance(6 * minute);
    assert.deepEqual((await must(...printed)).rows, []);
  });

  it("begin again with a new timeout", async () => {
    const { must, clock } = lab();
    await must("/ip/firewall/address-list/add", entry);
    await clock.advance(9 * minute);
    await must("/ip/firewall/address-list/set", ["=.id=*1", "=timeout=5m"]);
    await clock.advance(4 * minute);
    assert.equal((await must(...printed)).rows[0]?.timeout, "1m");
    await clock.advance(minute);
    assert.deepEqual((await must(...printed)).rows, []);
  });

  it("make room for a static entry when they are over", async () => {
    const { must, run, clock } = lab();
    await must("/ip/firewall/address-list/add", entry);
    assert.equal((await run("/ip/firewall/address-list/add", entry.slice(0, 2))).traps?.length, 1);
    await clock.advance(10 * minute);
    await must("/ip/firewall/address-list/add", entry.slice(0, 2));
  });

  it("do not survive a reboot", async () => {
    const { plane, login, must } = lab();
    await must("/ip/firewall/address-list/add", entry);
    await must("/ip/firewall/address-list/add", ["=list=l", "=address=2.2.2.2"]);
    plane.reboot();
    const { rows } = await must(...printed, [], login("admin"));
    assert.deepEqual(column(rows, "address"), ["2.2.2.2"]);
  });

  it("spawn dynamic entries for a DNS name, with the name as comment", async () => {
    const resolve = (name: string) => (name === "ntp.example.org" ? ["9.9.9.9", "9.9.9.8"] : []);
    const { must, run } = lab("7.21.5", { resolve });
    await must("/ip/firewall/address-list/add", ["=list=l", "=address=ntp.example.org"]);
    const { rows } = await must(...printed);
    assert.deepEqual(
      rows.map((row) => [row.address, row.dynamic, row.comment]),
      [
        ["ntp.example.org", "false", undefined],
        ["9.9.9.9", "true", "ntp.example.org"],
        ["9.9.9.8", "true", "ntp.example.org"],
      ],
    );
    assert.equal(
      (await run("/ip/firewall/address-list/remove", [`=.id=${rows[1]?.[".id"]}`])).traps?.length,
      1,
    );
    await must("/ip/firewall/address-list/remove", ["=.id=*1"]);
    assert.deepEqual((await must(...printed)).rows, []);
  });
});

describe("dhcp-client", () => {
  async function client(...words: string[]) {
    const made = lab();
    await made.must("/ip/dhcp-client/add", ["=interface=ether1", "=disabled=no", ...words]);
    const bind = () =>
      made.plane.hand.line("ether1", { state: "up", address: "10.1.0.5/24", gateway: "10.1.0.1" });
    const status = async () => (await made.must("/ip/dhcp-client/print")).rows[0];
    const defaults = async () => (await made.must("/ip/route/print", ["?dhcp=true"])).rows;
    return { ...made, bind, status, defaults };
  }

  it("searches, with an empty distance, until the line answers", async () => {
    const { status, bind } = await client();
    assert.equal((await status())?.status, "searching...");
    assert.equal((await status())?.["default-route-distance"], "");
    bind();
    const bound = await status();
    assert.equal(bound?.status, "bound");
    assert.equal(bound?.address, "10.1.0.5/24");
    assert.equal(bound?.gateway, "10.1.0.1");
    assert.equal(bound?.["default-route-distance"], "1");
  });

  it("brings a dynamic address, a connected route and a default route, and takes them away", async () => {
    const { must, bind, plane, defaults } = await client("=default-route-distance=5");
    bind();
    const [address] = (await must("/ip/address/print")).rows;
    assert.deepEqual(
      [address?.address, address?.interface, address?.dynamic],
      ["10.1.0.5/24", "ether1", "true"],
    );
    const [route] = await defaults();
    assert.equal(route?.gateway, "10.1.0.1");
    assert.equal(route?.distance, "5");
    assert.equal(route?.dynamic, "true");
    assert.equal(route?.active, "true");
    assert.equal(route?.["immediate-gw"], "10.1.0.1%ether1");
    assert.equal((await must("/ip/route/print", ["?connect=true"])).rows.length, 1);
    plane.hand.line("ether1", { state: "down" });
    assert.deepEqual((await must("/ip/address/print")).rows, []);
    assert.deepEqual((await must("/ip/route/print")).rows, []);
  });

  it("adds no default route when told so", async () => {
    const { bind, defaults } = await client("=add-default-route=no");
    bind();
    assert.deepEqual(await defaults(), []);
  });

  it("puts its default route into the tables it names", async () => {
    const made = await client();
    await made.must("/routing/table/add", ["=name=ISP2", "=fib="]);
    await made.must("/ip/dhcp-client/set", ["=.id=*1", "=default-route-tables=main,ISP2:7"]);
    made.bind();
    assert.deepEqual(
      (await made.defaults()).map((row) => [row["routing-table"], row.distance]),
      [
        ["main", "1"],
        ["ISP2", "7"],
      ],
    );
  });

  it("loses its lease with the cable", async () => {
    const { bind, plane, status } = await client();
    bind();
    plane.hand.plug("ether1", false);
    assert.equal((await status())?.status, "searching...");
  });

  it("does not let anyone change what it brought", async () => {
    const { bind, run } = await client();
    bind();
    const { rows } = await run("/ip/address/print");
    const { traps } = await run("/ip/address/remove", [`=.id=${rows[0]?.[".id"]}`]);
    assert.deepEqual(traps, ["failure: cannot remove dynamic address"]);
    assert.deepEqual((await run("/ip/route/remove", ["=.id=0"])).traps, [
      "failure: cannot remove dynamic route",
    ]);
  });
});

describe("pppoe-client", () => {
  const words = [
    "=interface=ether1",
    "=name=isp1",
    "=disabled=no",
    "=add-default-route=yes",
    "=default-route-distance=3",
  ];

  it("brings an address and a default route through itself while connected", async () => {
    const { must, plane } = lab();
    await must("/interface/pppoe-client/add", words);
    assert.equal((await must("/interface/pppoe-client/print")).rows[0]?.running, "false");
    plane.hand.line("isp1", { state: "up", address: "100.64.0.2", gateway: "100.64.0.1" });
    const [address] = (await must("/ip/address/print")).rows;
    assert.deepEqual(
      [address?.address, address?.network, address?.interface],
      ["100.64.0.2/32", "100.64.0.1", "isp1"],
    );
    const [route] = (await must("/ip/route/print", ["?vpn=true"])).rows;
    assert.deepEqual(
      [route?.gateway, route?.distance, route?.["immediate-gw"], route?.active],
      ["isp1", "3", "isp1", "true"],
    );
    const [reading] = (await must("/interface/pppoe-client/monitor", ["=numbers=isp1", "=once="])).rows;
    assert.equal(reading?.status, "connected");
    assert.equal(reading?.["local-address"], "100.64.0.2");
    await must("/interface/pppoe-client/disable", ["=numbers=isp1"]);
    assert.deepEqual((await must("/ip/address/print")).rows, []);
    assert.equal(
      (await must("/interface/pppoe-client/monitor", ["=numbers=isp1", "=once="])).rows[0]?.status,
      "disconnected",
    );
  });
});

describe("a router's start", () => {
  it("resets uptime and run counts, and keeps what was written", async () => {
    const { must, plane, clock, login } = lab();
    await must("/system/script/add", ["=name=s"]);
    plane.hand.mark("/system/script", "s", { "run-count": "7" });
    await clock.advance(90 * 1000);
    assert.equal((await must("/system/resource/print")).rows[0]?.uptime, "1m30s");
    assert.equal((await must("/system/script/print")).rows[0]?.["run-count"], "7");
    plane.reboot();
    const admin = login("admin");
    assert.equal((await must("/system/resource/print", [], admin)).rows[0]?.uptime, "0s");
    assert.equal((await must("/system/script/print", [], admin)).rows[0]?.["run-count"], "0");
    assert.equal((await must("/user/active/print", [], admin)).rows.length, 1);
    assert.deepEqual((await must("/system/history/print", [], admin)).rows, []);
  });

  it("netwatch knows nothing for five minutes", async () => {
    const { must, clock } = lab("7.21.5", { ping: ({ address }) => (address === "1.1.1.1" ? 3 : undefined) });
    await must("/tool/netwatch/add", ["=host=1.1.1.1"]);
    await must("/tool/netwatch/add", ["=host=2.2.2.2"]);
    const status = async () => column((await must("/tool/netwatch/print")).rows, "status");
    assert.deepEqual(await status(), ["unknown", "unknown"]);
    await clock.advance(5 * minute);
    assert.deepEqual(await status(), ["up", "down"]);
  });
});

describe("changes by hand", () => {
  it("need no permission and can make rows that the router alone makes", async () => {
    const { plane, must, run } = lab();
    plane.hand.add("/ip/firewall/mangle", { chain: "forward", comment: "mine" });
    const id = plane.hand.add(
      "/ip/firewall/mangle",
      { chain: "forward", comment: "hotspot" },
      { dynamic: true, before: "*1" },
    );
    assert.deepEqual(column((await must("/ip/firewall/mangle/print")).rows, "dynamic"), ["true", "false"]);
    assert.deepEqual((await run("/ip/firewall/mangle/remove", [`=.id=${id}`])).traps, [
      "failure: cannot remove dynamic mangle rule",
    ]);
    plane.hand.mark("/ip/firewall/mangle", "*1", { invalid: "true", ".about": "because" });
    assert.equal((await must("/ip/firewall/mangle/print", ["?invalid=true"])).rows[0]?.[".about"], "because");
    plane.hand.set("/ip/firewall/mangle", "*1", { comment: "yours", "src-address": "10.0.0.0/8" });
    plane.hand.set("/ip/firewall/mangle", "*1", { "src-address": null });
    plane.hand.remove("/ip/firewall/mangle", id);
    assert.deepEqual(
      plane.hand.print("/ip/firewall/mangle").map((row) => [row[".id"], row.comment, row["src-address"]]),
      [["*1", "yours", undefined]],
    );
  });

  it("see secrets", () => {
    const { plane } = lab();
    plane.hand.add("/interface/pppoe-client", { interface: "ether1", password: "hidden" });
    assert.equal(plane.hand.print("/interface/pppoe-client")[0]?.password, "hidden");
  });

  it("let the log of v6 say no more of a date than is needed", async () => {
    for (const [version, times] of [
      ["6.49", ["dec/30 10:00:00", "11:00:00"]],
      ["7.12.2", ["2026-12-30 10:00:00", "2026-12-31 11:00:00"]],
    ] as const) {
      const { plane, clock, must } = lab(version);
      const lines = async () =>
        (await must("/log/print", ["?topics=script,info"])).rows.map((row) => row.time);
      const until = (moment: string) => clock.advance(Date.parse(moment) - clock.now());
      await until("2026-12-30T10:00:00Z");
      await must("/log/info", ["=message=one"]);
      await until("2026-12-31T11:00:00Z");
      await must("/log/info", ["=message=two"]);
      assert.deepEqual(await lines(), times);
      await until("2027-01-01T00:00:00Z");
      assert.equal((await lines())[0], version === "6.49" ? "dec/30/2026 10:00:00" : times[0]);
      assert.equal(plane.version, version);
    }
  });

  it("can put connections, which commands can only remove", async () => {
    const { plane, must, run } = lab();
    const id = plane.hand.put("/ip/firewall/connection", {
      "src-address": "10.0.0.1",
      "connection-mark": "ISP1",
    });
    assert.equal(
      (await must("/ip/firewall/connection/print", ["?connection-mark=ISP1"])).rows[0]?.[".id"],
      id,
    );
    assert.deepEqual((await run("/ip/firewall/connection/remove", [`=.id=${id}`, "=x=y"])).traps, [
      "unknown parameter x",
    ]);
    await must("/ip/firewall/connection/remove", [`?.id=${id}`]);
    await must("/ip/firewall/connection/remove", [`=.id=${id}`]);
    assert.deepEqual((await run("/ip/firewall/connection/remove", [`=.id=${id}`])).traps, ["no such item"]);
  });
});
