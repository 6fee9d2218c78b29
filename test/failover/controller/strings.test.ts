/** What people write reaches the router as it is, or is refused before. Each is looked at on a router. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { DualWanError } from "../../../src/failover/args";
import { quoted } from "../../../src/failover/controller/text";
import { fileOf, type Lab, lab } from "../support/lab";
import { mistakesOf } from "../support/mistakes";
import { dhcp, plain, pppoe } from "../support/offices";
import { planOf } from "../support/plans";

/** Signs that mean something to RouterOS, to JSON, to a URL or to a regular expression. */
const awkward = [
  'quote"',
  "dollar$name",
  "back\\slash",
  "bracket]s[",
  "semi;colon",
  "#comment",
  "brace{}s",
  "a=b c=d",
  "new\nline",
  "return\r\n",
  "tab\t",
  "Büro №1 ☎",
  "ends in \\",
  "\\n",
  "$(:log info x)",
  "[/system reboot]",
  "..*",
];

/** Texts of such signs, and of any. */
const texts = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((text) => text.replaceAll("\0", "0")),
  fc.string({ unit: fc.constantFrom(...'"$\\[]{}();#= \n\r\ta'), minLength: 1, maxLength: 12 }),
);

const held = ({ router }: Lab, menu: string, property: string): string | undefined =>
  router.hand.print(menu)[0]?.[property];

describe("what people write", () => {
  it("stands in scripts as one value, whatever signs it has", async function () {
    this.timeout(60_000);
    const office = lab(planOf(plain));
    await office.type('/system script add name=held source=""');
    const property = fc.asyncProperty(texts, async (text) => {
      await office.type(`:local held ${quoted(text)}\n/system script set held source=$held`);
      assert.equal(held(office, "/system/script", "source"), text);
      assert.doesNotMatch(quoted(text), /[\r\n]/);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  for (const dialect of [6, 7] as const)
    it(`RouterOS ${dialect}: credentials and names of a line reach its row`, async function () {
      this.timeout(60_000);
      const property = fc.asyncProperty(
        texts,
        texts,
        texts,
        texts,
        async (user, password, serviceName, acName) => {
          const planned = planOf({
            ...plain,
            dialect,
            wans: [{ ...pppoe, user, password, serviceName, acName }, dhcp],
          });
          const office = lab(planned);
          await office.type(fileOf(planned));
          const [row] = office.router.hand.print("/interface/pppoe-client");
          assert.deepEqual(
            [row?.user, row?.password, row?.["service-name"], row?.["ac-name"]],
            [user, password, serviceName, acName],
          );
        },
      );
      await fc.assert(property, { numRuns: 10 });
    });

  const fields: Readonly<Record<string, (text: string) => object>> = {
    "wans[0].name": (text) => ({ wans: [{ ...pppoe, name: text }, dhcp] }),
    "wans[0].interface": (text) => ({ wans: [{ ...pppoe, interface: text }, dhcp] }),
    "wans[0].pppoeInterface": (text) => ({ wans: [{ ...pppoe, pppoeInterface: text }, dhcp] }),
    "wans[0].profile": (text) => ({ wans: [{ ...pppoe, profile: text }, dhcp] }),
    "lan.wanList": (text) => ({ ...plain, lan: { wanList: text } }),
    "lan.fastTrackRule": (text) => ({ ...plain, lan: { fastTrackRule: text } }),
    "naming.prefix": (text) => ({ ...plain, naming: { prefix: text } }),
    "pinning[0].list": (text) => ({ ...plain, pinning: [{ name: "voip", wan: "ISP1", list: text }] }),
    "inbound[0].name": (text) => ({
      ...plain,
      inbound: [{ name: text, protocol: "tcp", port: 443, to: "192.168.88.20" }],
    }),
    "tunnels.gre[0].name": (text) => ({
      ...plain,
      tunnels: { gre: [{ name: text, wan: "ISP1", remoteAddress: "203.0.118.1" }] },
    }),
    "onSwitch.notify[0].script": (text) => ({ ...plain, onSwitch: { notify: [{ script: text }] } }),
  };
  for (const [field, withText] of Object.entries(fields))
    it(`${field} is on the router as it was written, or refused by name`, async function () {
      this.timeout(60_000);
      let refused = 0;
      for (const text of [...awkward, "vlan.100", "a-b", "defconf: fasttrack", "Büro"]) {
        const mistakes = mistakesOf(withText(text));
        if (mistakes.length > 0) {
          // The group of notifications has one message.
          const place = field.replace(/^(onSwitch\.notify\[0\])\.script$/, "$1");
          assert.ok(
            mistakes.every((mistake) => mistake.startsWith(place) && mistake.length > place.length + 15),
            mistakes.join("\n"),
          );
          refused++;
          continue;
        }
        const planned = planOf(withText(text) as typeof plain);
        const office = lab(planned);
        await office.type(fileOf(planned));
        assert.ok(
          everyValue(office).some(
            (value) =>
              value === text ||
              value.includes(` ${text}`) ||
              value.includes(`${text} `) ||
              value.includes(quoted(text)),
          ),
          `"${text}" is nowhere on the router`,
        );
        assert.deepEqual(
          office.log.filter((line) => /error/.test(line)),
          [],
          text,
        );
      }
      assert.ok(refused > 0);
    });

  it("tokens reach the server that they are for, and the text is JSON whatever the router is called", async function () {
    this.timeout(60_000);
    const token = '12:"$x\\]';
    const planned = planOf({
      ...plain,
      onSwitch: {
        notify: [
          { telegram: { token, chat: "@office" } },
          { webhook: { url: "https://hooks.example.com/t0ken?a=b;c#d" } },
        ],
      },
    });
    const office = lab(planned, {
      hosts: [
        { address: "203.0.113.7", names: ["api.telegram.org"] },
        { address: "203.0.113.8", names: ["hooks.example.com"] },
      ],
    });
    await office.type(fileOf(planned));
    const name = 'Büro "Nord" \\ 1';
    await office.type(`/system identity set name=${quoted(name)}`);
    await office.clock.advance(5_000);
    await office.type(
      ':global dualWanQueue {"0|it is down.";"1|it is up."}\n/system script run upd_route_rules_notify',
    );
    const asked = office.network
      .requests()
      .map(({ host, path, body }) => ({ host, path, body: JSON.parse(body) }));
    assert.deepEqual(
      asked.map(({ host, body }) => ({ host, body })),
      [
        { host: "api.telegram.org", body: { chat_id: "@office", text: `${name}:it is down.` } },
        { host: "hooks.example.com", body: { office: name, text: `${name}:it is up.` } },
      ],
    );
    assert.equal(decodeURIComponent(asked[0]?.path ?? ""), `/bot${token}/sendMessage`);
  });

  it("of more than ten notifications each gets its own", async function () {
    this.timeout(60_000);
    const scripts = Array.from({ length: 12 }, (_, index) => `tell${index}`);
    const planned = planOf({ ...plain, onSwitch: { notify: scripts.map((script) => ({ script })) } });
    const office = lab(planned);
    await office.type(fileOf(planned));
    await office.type("/system identity set name=Nord");
    for (const script of scripts)
      await office.type(
        `/system script add name=${script} source=":global dualWanText; :log info (\\"${script} says \\" . \\$dualWanText)"`,
      );
    await office.type(
      `:global dualWanQueue {${scripts.map((_, index) => `"${index}| news ${index}"`).join(";")}}\n/system script run upd_route_rules_notify`,
    );
    assert.deepEqual(
      office.log.filter((line) => line.includes(" says ")).map((line) => line.replace(/^.*info /, "")),
      scripts.map((script, index) => `${script} says Nord: news ${index}`),
    );
  });

  it("is refused where a script would have to find it and could not", () => {
    assert.throws(
      () => planOf({ ...plain, lan: { fastTrackRule: 'mine "fast"' } }),
      (error: Error) => error instanceof DualWanError && /lan\.fastTrackRule: no quotes/.test(error.message),
    );
  });

  for (const dialect of [6, 7] as const)
    it(`RouterOS ${dialect}: interfaces with blanks in their names carry an office, and are left when they die`, async function () {
      this.timeout(60_000);
      const planned = planOf({
        dialect,
        wans: [
          { ...pppoe, interface: "ether1 - dsl", pppoeInterface: "dsl of ISP1" },
          { ...dhcp, interface: "ether2 - backup" },
          { ...dhcp, interface: "ether3 - spare" },
        ],
        tunnels: { gre: [{ name: "gre to hq", wan: "ISP2", remoteAddress: "203.0.118.1" }] },
      });
      const office = lab(planned);
      await office.type(fileOf(planned));
      await office.clock.advance(120_000);
      const { hand } = office.router;
      const gateways = () =>
        hand
          .print("/ip/route")
          .filter(({ comment }) => /^GW/.test(comment ?? ""))
          .sort((left, right) => Number(left.distance) - Number(right.distance))
          .map(({ gateway }) => gateway?.replace(/^[\d.]+/, ""));
      assert.deepEqual(gateways(), ["dsl of ISP1", "%ether2 - backup", "%ether3 - spare"]);
      for (const line of hand.print(dialect === 6 ? "/ip/route/rule" : "/routing/rule"))
        assert.notEqual(line.disabled, "true", line.comment);
      assert.doesNotMatch(hand.print("/interface/gre")[0]?.["local-address"] ?? "", /^192\.0\.2\./);
      office.network.link("ether1 - dsl", false);
      await office.clock.advance(60_000);
      assert.equal(gateways()[0], "%ether2 - backup");
      office.network.link("ether2 - backup", false);
      await office.clock.advance(60_000);
      assert.equal(gateways()[0], "%ether3 - spare");
      assert.deepEqual(
        office.log.filter((line) => /needs|error/.test(line)),
        [],
      );
    });
});

/** Every value of every menu that an office has rows in. */
function everyValue({ router }: Lab): readonly string[] {
  const menus = [
    ...[
      "/interface/pppoe-client",
      "/interface/gre",
      "/interface/list",
      "/ppp/profile",
      "/ip/route",
      "/system/script",
    ],
    ...["/ip/firewall/address-list", "/ip/firewall/mangle", "/ip/firewall/nat", "/ip/firewall/filter"],
  ];
  return menus.flatMap((menu) => router.hand.print(menu).flatMap((row) => Object.values(row)));
}
