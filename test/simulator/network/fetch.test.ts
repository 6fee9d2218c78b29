import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { lab } from "../config/harness";
import { type ScriptOffice, scriptOffice } from "./script-office";

const web = {
  address: "192.0.2.80",
  names: ["hooks.example.com"],
  tcp: [80, 443, 21],
  http: { body: "fine", headers: { Server: "test" } },
  ftp: { "/conf.rsc": "/system identity set name=office" },
} as const;
const broken = { address: "192.0.2.81", tcp: [80], http: { status: 404 } } as const;
const moved = {
  address: "192.0.2.82",
  http: { status: 302, headers: { Location: "http://hooks.example.com/there" } },
} as const;
const targets = [web, broken, moved];

const made = (version: RouterOsVersion = "7.21.5"): Promise<ScriptOffice> =>
  scriptOffice({ targets }, version);
const arrivals = ({ network }: ScriptOffice) =>
  network
    .requests()
    .map(({ method, protocol, host, path, isp }) => `${method} ${protocol} ${host} ${path} ${isp}`);

const post =
  '/tool fetch url="https://hooks.example.com/notify?to=7" http-method=post http-header-field="Content-Type:application/json,X-Key:a\\\\,b" http-data="{\\"text\\":\\"down\\"}" output=none';

describe("fetch", () => {
  for (const version of ["6.49", "7.12.2", "7.24"] as const) {
    it(`${version}: what is sent arrives whole, by the line that is in use`, async () => {
      const office = await made(version);
      const { error, took } = await office.script(post);
      assert.equal(error, undefined);
      const [request] = office.network.requests();
      const { at, headers, ...rest } = request ?? assert.fail("nothing arrived");
      assert.deepEqual(rest, {
        protocol: "https",
        host: "hooks.example.com",
        method: "POST",
        path: "/notify?to=7",
        body: '{"text":"down"}',
        address: "192.0.2.80",
        port: 443,
        isp: "ISP1",
        source: "203.0.113.10",
      });
      assert.deepEqual([headers["Content-Type"], headers["X-Key"]], ["application/json", "a,b"]);
      // A connection, a handshake, a request: three times there and back.
      assert.deepEqual([took, at - Date.UTC(2026, 0, 1, 0, 0, 3)], [30, 20]);
    });
  }

  it("gives its answer as a value", async () => {
    const office = await made("7.22.3");
    const { out } = await office.script(
      ':local r [/tool fetch url="http://hooks.example.com/a" output=user-with-headers as-value]; :put $r; :put [:typeof ($r->"duration")]; :put [:typeof ($r->"http-headers")]',
    );
    assert.deepEqual(out, [
      "code=200;data=fine;downloaded=1;duration=00:00:00;http-headers=Server: test;status=finished;total=1",
      "time",
      "array",
    ]);
  });

  it("has no code and no headers in 6.49", async () => {
    const { out } = await (await made("6.49")).script(
      ":put [/tool fetch url=http://hooks.example.com/a output=user as-value]",
    );
    assert.deepEqual(out, ["data=fine;downloaded=1;duration=00:00:00;status=finished;total=1"]);
  });

  it("writes a file by the name in the URL, or another", async () => {
    const office = await made();
    await office.script("/tool fetch url=http://hooks.example.com/a/b.txt");
    await office.script("/tool fetch http://hooks.example.com/ dst-path=c.txt");
    assert.deepEqual(
      office.rows("/file").map(({ name, contents, size }) => [name, contents, size]),
      [
        ["b.txt", "fine", "4"],
        ["c.txt", "fine", "4"],
      ],
    );
  });

  it("over the API tells how far it is", async () => {
    const office = await made();
    const words = ["=url=http://hooks.example.com/a", "=output=user"];
    const { rows } = await office.run("/tool/fetch", words);
    assert.deepEqual(rows, [
      { status: "connecting" },
      { status: "finished", downloaded: "1", total: "1", duration: "0s", data: "fine" },
    ]);
  });

  it("loads and sends files by FTP", async () => {
    const office = await made();
    await office.script("/tool fetch url=ftp://u:p@hooks.example.com/conf.rsc dst-path=got.rsc");
    await office.script(
      "/tool fetch mode=ftp address=192.0.2.80 user=u password=p src-path=got.rsc dst-path=up.rsc upload=yes",
    );
    assert.deepEqual(
      office.network.requests().map(({ method, path, body }) => [method, path, body]),
      [
        ["RETR", "/conf.rsc", ""],
        ["STOR", "/up.rsc", "/system identity set name=office"],
      ],
    );
  });

  describe("fails", () => {
    const words: readonly (readonly [RouterOsVersion, string, string])[] = [
      ["6.49", "http://192.0.2.81/x", "failure: closing connection: <404 Not Found> 192.0.2.81:80 (4)"],
      ["7.18.2", "http://192.0.2.81/x", "failure: Fetch failed with status 404"],
      ["7.22.3", "http://192.0.2.81/x", "failure: Status 404, Not Found"],
      ["7.21.5", "https://192.0.2.81/x", "failure: Connection refused"],
      ["7.21.5", "http://no.such.name/x", "failure: resolving error"],
      ["7.21.5", "http://192.0.2.99/x", "failure: Idle timeout - connecting"],
      ["6.49", "http://192.0.2.99/x", "failure: closing connection: <connection failed> 192.0.2.99:80 (4)"],
    ];
    for (const [version, url, text] of words) {
      it(`${version}: ${url}`, async () => {
        const { error } = await (await made(version)).script(`/tool fetch url="${url}" output=none`);
        assert.equal(error, `${text} (/tool/fetch; line 1)`);
      });
    }

    it("on a dead line after its time-out, and the log tells it", async () => {
      const office = await made();
      office.network.isp("ISP1").set({ upstream: "blackhole" });
      const { error, took } = await office.script(post);
      assert.equal(error, "failure: Idle timeout - connecting (/tool/fetch; line 1)");
      assert.equal(took, 10_000);
      assert.deepEqual(arrivals(office), []);
      assert.deepEqual(
        office.rows("/log", "topics=fetch,error").map(({ message }) => message),
        ["Download from hooks.example.com FAILED: Idle timeout - connecting"],
      );
    });

    it("at once without a route", async () => {
      const office = await made();
      for (const port of ["ether1", "ether2"]) office.network.link(port, false);
      const { error, took } = await office.script(post);
      assert.deepEqual([error, took], ["failure: No route to host (/tool/fetch; line 1)", 0]);
    });

    it("where the router's own filter drops it", async () => {
      const office = await made();
      office.add("/ip/firewall/filter", { chain: "output", protocol: "tcp", action: "drop" });
      assert.match((await office.script(post)).error ?? "", /Idle timeout - connecting/);
    });

    it("and `:onerror` gets status and headers since 7.22", async () => {
      const source =
        ':onerror e,a in={/tool fetch url=http://192.0.2.82/x output=none http-max-redirect-count=0} do={:put $e; :put ($a->"code"); :put ($a->"http-headers")}';
      assert.deepEqual((await (await made("7.22.3")).script(source)).out, [
        'failure: Status 302, Found (Location: "http://hooks.example.com/there") (/tool/fetch; line 1)',
        "302",
        "Location: http://hooks.example.com/there",
      ]);
      assert.deepEqual((await (await made("7.21.5")).script(source)).out.slice(1), ["", ""]);
    });
  });

  it("goes by the other line when the first is gone", async () => {
    const office = await made();
    office.network.link("ether1", false);
    assert.equal((await office.script(post)).error, undefined);
    assert.deepEqual(arrivals(office), ["POST https hooks.example.com /notify?to=7 ISP2"]);
  });

  it("sends a packet again that a lossy line lost, and a request arrives once", async () => {
    const office = await made();
    office.network.isp("ISP1").set({ loss: 15 });
    let failed = 0;
    let took = 0;
    for (let times = 0; times < 20; times++) {
      const outcome = await office.script(post);
      if (outcome.error !== undefined) failed += 1;
      took = Math.max(took, outcome.took);
    }
    assert.ok(failed <= 2, `${failed} of 20 failed`);
    assert.ok(took >= 1000, "nothing was sent again");
    const arrived = office.network.requests().length;
    assert.ok(arrived >= 20 - failed && arrived <= 20, `${arrived} arrived`);
  });

  it("arrives though its answer is lost", async () => {
    const office = await made();
    const answers = { chain: "input", protocol: "tcp", "src-port": "443" };
    // Connecting and the handshake come to less.
    office.add("/ip/firewall/filter", { ...answers, "connection-bytes": "600-0", action: "drop" });
    const { error } = await office.script(post);
    assert.match(error ?? "", /Idle timeout - receiving content/);
    assert.equal(arrivals(office).length, 1);
  });

  it("follows a redirect by itself since 7.22, before only when told", async () => {
    const url = "/tool fetch url=http://192.0.2.82/x output=none";
    const outcome = async (version: RouterOsVersion, more = "") => {
      const office = await made(version);
      const { error } = await office.script(`${url}${more}`);
      return [error?.replace(/ \(\/tool.*/, ""), arrivals(office).length];
    };
    assert.deepEqual(await outcome("7.22.3"), [undefined, 2]);
    assert.deepEqual(await outcome("7.21.5"), [
      'failure: Fetch failed with status 302 (Location: "http://hooks.example.com/there")',
      1,
    ]);
    assert.deepEqual(await outcome("7.21.5", " http-max-redirect-count=1"), [undefined, 2]);
  });

  it("believes a captive portal that sends it on, and nothing has arrived", async () => {
    const office = await made("7.22.3");
    office.network.isp("ISP1").set({ captive: true });
    const http = "/tool fetch url=http://hooks.example.com/x output=none";
    assert.equal((await office.script(http)).error, undefined);
    assert.match((await office.script(`${http} http-max-redirect-count=0`)).error ?? "", /Status 302, Found/);
    assert.match((await office.script(post)).error ?? "", /Idle timeout - connecting/);
    assert.deepEqual(arrivals(office), []);
  });

  it("cannot check certificates without an authority before 7.19, or before the clock is set", async () => {
    const source = `${post} check-certificate=yes`;
    assert.match(
      (await (await made("7.18.2")).script(source)).error ?? "",
      /^failure: ssl: no trusted CA certificate found \(6\)/,
    );
    const office = await made("7.21.5");
    assert.equal((await office.script(source)).error, undefined);
    office.set("/system/clock", "", { date: "1970-01-01", time: "00:00:00" });
    assert.match((await office.script(source)).error ?? "", /^failure: SSL: ssl: cert not valid/);
    assert.match(
      (await office.script("/tool fetch url=http://hooks.example.com/ output=none check-certificate=yes"))
        .error ?? "",
      /https mode only/,
    );
  });

  describe("needs the policies", () => {
    const runs = async (version: RouterOsVersion, output: string, policies: readonly string[]) =>
      (await (await made(version)).script(`/tool fetch url=http://hooks.example.com/a ${output}`, policies))
        .error === undefined;

    it("test, and since 7.13 ftp whatever becomes of the answer", async () => {
      for (const output of ["output=none", "output=user"]) {
        assert.equal(await runs("7.18.2", output, ["read", "write", "test"]), false, output);
        assert.equal(await runs("7.18.2", output, ["test", "ftp"]), true, output);
        assert.equal(await runs("7.12.2", output, ["test"]), true, output);
        assert.equal(await runs("6.49", output, ["test"]), true, output);
        assert.equal(await runs("6.49", output, ["read", "write", "ftp"]), false, output);
      }
    });

    it("ftp for a file in every version", async () => {
      for (const version of ["6.49", "7.12.2", "7.24"] as const) {
        assert.equal(await runs(version, "", ["read", "write", "test"]), false, version);
        assert.equal(await runs(version, "", ["test", "ftp"]), true, version);
      }
    });
  });

  it("has the arguments of its version only", async () => {
    const refused = async (version: RouterOsVersion, argument: string) =>
      (
        await (
          await made(version)
        ).script(`/tool fetch url=http://hooks.example.com/a output=none ${argument}`)
      ).error;
    assert.match((await refused("6.49", "idle-timeout=5s")) ?? "", /^expected end of command/);
    assert.equal(await refused("7.18.2", "idle-timeout=5s"), undefined);
    assert.match((await refused("7.12.2", "http-method=patch")) ?? "", /any value of http-method/);
    assert.equal(await refused("7.18.2", "http-method=patch"), undefined);
    assert.match((await refused("7.21.5", "mode=sftp url=x")) ?? "", /^expected end of command/);
  });

  it("drops the body of a GET before 7.21", async () => {
    const body = async (version: RouterOsVersion) => {
      const office = await made(version);
      await office.script("/tool fetch url=http://hooks.example.com/a output=none http-data=x");
      return office.network.requests()[0]?.body;
    };
    assert.deepEqual([await body("7.18.2"), await body("7.21.5")], ["", "x"]);
  });

  it("without a network says so, and in device-mode home is refused", async () => {
    const words = ["=url=http://192.0.2.80/", "=output=none"];
    const { traps } = await lab().run("/tool/fetch", words);
    assert.deepEqual(traps, [
      "failure: the simulator does not implement /tool/fetch without a network around the router",
    ]);
    const { traps: home } = await lab("7.21.5", { deviceMode: { mode: "home" } }).run("/tool/fetch", words);
    assert.deepEqual(home, ["failure: not allowed by device-mode"]);
  });
});
