import assert from "node:assert/strict";
import fc from "fast-check";
import { type RouterOsVersion, routerOsVersions } from "../../../simulator/config/contract";
import { schemaFor } from "../../../simulator/config/schema";
import type { ArgumentSchema, ValueType } from "../../../simulator/config/schema-types";
import { parseValue, printValue, type ValueContext } from "../../../simulator/config/values";
import { durationText, milliseconds } from "../../../simulator/config/values/durations";
import { written } from "./arbitraries";

const everyRow: ValueContext["resolve"] = (_, name) => name;
const noRow: ValueContext["resolve"] = () => undefined;
const rows =
  (...names: string[]): ValueContext["resolve"] =>
  (menus, name) =>
    names.includes(`${menus[0]} ${name}`) ? `<${name}>` : undefined;

function parse(
  schema: Pick<ArgumentSchema, "type" | "negatable">,
  text: string,
  { name = "x", version = "7.21.5" as RouterOsVersion, resolve = everyRow } = {},
): string {
  const parsed = parseValue({ source: "test", ...schema }, text, { version, name, resolve });
  return "stored" in parsed ? parsed.stored : `refused: ${parsed.failure}`;
}

function property(version: RouterOsVersion, path: string, name: string): ArgumentSchema {
  const found = schemaFor(version).get(path)?.properties.get(name);
  assert.ok(found, `${path} of RouterOS ${version} has no ${name}`);
  return found;
}

/** Every different type that the schema of any version uses, with one property that uses it. */
function typesInUse(): Map<string, { schema: ArgumentSchema; where: string; version: RouterOsVersion }> {
  const found = new Map<string, { schema: ArgumentSchema; where: string; version: RouterOsVersion }>();
  for (const version of routerOsVersions) {
    for (const [path, menu] of schemaFor(version)) {
      for (const [name, schema] of menu.properties) {
        const key = JSON.stringify([schema.type, schema.negatable ?? false]);
        if (!found.has(key)) found.set(key, { schema, where: `${path} ${name} of ${version}`, version });
      }
    }
  }
  return found;
}

describe("values of every type in use", () => {
  for (const [key, { schema, where, version }] of typesInUse()) {
    it(`${where}: what is read back is accepted again and means the same`, () => {
      let accepted = 0;
      const text = schema.negatable
        ? fc.oneof(
            written(schema.type),
            written(schema.type).map((value) => `!${value}`),
          )
        : written(schema.type);
      fc.assert(
        fc.property(text, (value) => {
          const context = { version, name: "x", resolve: everyRow };
          const first = parseValue(schema, value, context);
          if ("failure" in first) return;
          accepted += 1;
          const print = printValue(schema, first.stored, version);
          const second = parseValue(schema, print, context);
          assert.deepEqual(second, first, `${JSON.stringify(value)} reads back as ${JSON.stringify(print)}`);
          assert.equal(printValue(schema, (second as typeof first).stored, version), print);
        }),
        { numRuns: 40 },
      );
      assert.ok(accepted >= 10, `only ${accepted} of 40 texts were accepted by ${key}`);
    });
  }

  it("never throws, whatever the text", () => {
    const schemas = [...typesInUse().values()];
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.string({ unit: "binary" }), ({ schema, version }, text) => {
        const parsed = parseValue(schema, text, { version, name: "x", resolve: noRow });
        assert.ok("stored" in parsed || parsed.failure.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("words", () => {
  it("takes yes, no, true and false for booleans and reads back true and false", () => {
    for (const [text, stored] of [
      ["yes", "true"],
      ["true", "true"],
      ["no", "false"],
      ["false", "false"],
    ] as const) {
      assert.equal(parse({ type: { is: "bool" } }, text), stored);
    }
    assert.equal(
      parse({ type: { is: "bool" } }, "on", { name: "disabled" }),
      "refused: input does not match any value of disabled",
    );
  });

  it("keeps yes and no of enumerations, and takes whole words only", () => {
    const type: ValueType = { is: "enum", words: ["no", "yes", "special-classless"] };
    assert.equal(parse({ type }, "yes"), "yes");
    assert.equal(
      parse({ type }, "special", { name: "add-default-route" }),
      "refused: input does not match any value of add-default-route",
    );
    assert.equal(
      parse({ type }, "true", { name: "add-default-route" }),
      "refused: input does not match any value of add-default-route",
    );
  });

  it("turns a presence flag on by any value, no too", () => {
    for (const text of ["", "yes", "no", "false"]) assert.equal(parse({ type: { is: "flag" } }, text), "");
  });

  it("counts the length limit of text in bytes", () => {
    assert.equal(parse({ type: { is: "text", maxLength: 4 } }, "äö"), "äö");
    assert.match(parse({ type: { is: "text", maxLength: 4 } }, "äöü"), /^refused: value of x too long/);
  });
});

describe("numbers", () => {
  it("refuses what is out of range, has trailing characters, or is no number, in RouterOS's words", () => {
    const type: ValueType = { is: "integer", min: 0, max: 255 };
    const distance = { name: "distance" };
    assert.equal(parse({ type }, "7", distance), "7");
    assert.equal(parse({ type }, "007", distance), "7");
    assert.equal(parse({ type }, "256", distance), "refused: value of distance out of range (0..255)");
    assert.equal(parse({ type }, "-1", distance), "refused: value of distance out of range (0..255)");
    assert.equal(
      parse({ type }, "12x", distance),
      "refused: value of distance contains invalid trailing characters",
    );
    assert.equal(parse({ type }, "x", distance), "refused: invalid value for argument distance");
    assert.equal(parse({ type }, "", distance), "refused: invalid value for argument distance");
  });

  it("takes keywords beside numbers", () => {
    const { type } = property("7.21.5", "/interface/pppoe-client", "keepalive-timeout");
    assert.equal(parse({ type }, "disabled"), "disabled");
    assert.equal(parse({ type }, "30"), "30");
  });

  it("expands rates", () => {
    assert.equal(parse({ type: { is: "rate" } }, "25M"), "25000000");
    assert.equal(parse({ type: { is: "rate" } }, "1.5k"), "1500");
    assert.match(parse({ type: { is: "rate" } }, "25Q"), /trailing characters/);
  });

  it("keeps port lists in their order", () => {
    assert.equal(parse({ type: { is: "ports" } }, "443,80,1000-2000"), "443,80,1000-2000");
    assert.equal(parse({ type: { is: "ports" } }, "80-80"), "80");
    assert.equal(
      parse({ type: { is: "ports" } }, "80,70000", { name: "dst-port" }),
      "refused: value of dst-port out of range (0..65535)",
    );
    assert.match(parse({ type: { is: "ports" } }, "80,"), /^refused/);
  });
});

describe("durations", () => {
  const type: ValueType = { is: "duration" };

  it("takes every form and reads back the short one", () => {
    const forms = {
      "10": "10s",
      "10s": "10s",
      "1m30s": "1m30s",
      "90s": "1m30s",
      "00:01:00": "1m",
      "01:00": "1h",
      "1d00:00:00": "1d",
      "1w2d": "1w2d",
      "24m26s": "24m26s",
      "300ms": "300ms",
      "00:00:00.020": "20ms",
      "0": "0s",
      "0s": "0s",
      "60s": "1m",
      "24h": "1d",
    };
    for (const [text, stored] of Object.entries(forms)) assert.equal(parse({ type }, text), stored, text);
  });

  it("refuses what is out of range with the range in clock form", () => {
    const bounded: ValueType = { is: "duration", min: "10s", max: "1d" };
    assert.equal(
      parse({ type: bounded }, "1s", { name: "interval" }),
      "refused: value of interval is out of range (00:00:10 .. 1d00:00:00)",
    );
    assert.match(parse({ type }, "10x"), /trailing characters/);
    assert.match(parse({ type }, "soon"), /invalid value for argument/);
    assert.match(parse({ type }, ""), /invalid value for argument/);
  });

  it("keeps the words of a field", () => {
    const { type } = property("7.21.5", "/ip/firewall/mangle", "address-list-timeout");
    assert.equal(parse({ type }, "none-dynamic"), "none-dynamic");
    assert.equal(parse({ type }, "1:00:00"), "1h");
    assert.match(parse({ type }, "36w"), /out of range/);
  });

  it("reads its own text as the same time", () => {
    fc.assert(fc.property(fc.nat(), (time) => assert.equal(milliseconds(durationText(time)), time)));
  });
});

describe("dates and times", () => {
  it("takes both forms of dates and reads back the one of the version", () => {
    for (const text of ["2023-01-13", "jan/13/2023"]) {
      const stored = parse({ type: { is: "date" } }, text);
      assert.equal(printValue({ type: { is: "date" } }, stored, "6.49"), "jan/13/2023");
      assert.equal(printValue({ type: { is: "date" } }, stored, "7.12.2"), "2023-01-13");
    }
    assert.match(parse({ type: { is: "date" } }, "2023-02-30"), /^refused/);
    assert.match(parse({ type: { is: "date" } }, "foo/13/2023"), /^refused/);
  });

  it("takes times of day and startup", () => {
    const type: ValueType = { is: "time", words: ["startup"] };
    assert.equal(parse({ type }, "startup"), "startup");
    assert.equal(parse({ type }, "8:05"), "08:05:00");
    assert.match(parse({ type }, "25:00:00"), /^refused/);
  });
});

describe("addresses", () => {
  const matcher: Pick<ArgumentSchema, "type" | "negatable"> = {
    type: { is: "address-or-range" },
    negatable: true,
  };

  it("normalises prefixes, hosts and ranges of matchers", () => {
    assert.equal(parse(matcher, "10.0.0.5/8"), "10.0.0.0/8");
    assert.equal(parse(matcher, "10.0.0.0/255.0.0.0"), "10.0.0.0/8");
    assert.equal(parse(matcher, "1.1.1.1/32"), "1.1.1.1");
    assert.equal(parse(matcher, "!192.168.0.0-192.168.1.255"), "!192.168.0.0/23");
    assert.equal(parse(matcher, "10.0.0.1-10.0.0.9"), "10.0.0.1-10.0.0.9");
    assert.match(parse(matcher, "10.0.0.9-10.0.0.1"), /^refused/);
    assert.match(parse(matcher, "10.0.0.0/33"), /^refused/);
    assert.match(parse(matcher, ""), /^refused/);
  });

  it("rewrites address-list entries as measured", () => {
    const type: ValueType = { is: "address-list-entry" };
    assert.equal(parse({ type }, "192.168.0.0-192.168.1.255"), "192.168.0.0/23");
    assert.equal(parse({ type }, "1.2.3.4/32"), "1.2.3.4");
    assert.equal(parse({ type }, "example.com"), "example.com");
    assert.equal(parse({ type }, "not a name"), "refused: failure: not a name is not a valid dns name");
    assert.equal(parse({ type }, "1.2.3.300"), "refused: failure: 1.2.3.300 is not a valid dns name");
  });

  it("keeps the length of one host in routes", () => {
    const { type } = property("7.21.5", "/ip/route", "dst-address");
    assert.equal(parse({ type }, "8.8.8.8"), "8.8.8.8/32");
    assert.equal(parse({ type }, "0.0.0.0/0"), "0.0.0.0/0");
  });

  it("keeps the host bits of an interface's address", () => {
    assert.equal(parse({ type: { is: "interface-address" } }, "192.168.1.5/24"), "192.168.1.5/24");
    assert.equal(parse({ type: { is: "interface-address" } }, "10.1.1.1"), "10.1.1.1/32");
  });

  it("writes MAC addresses in capitals and says when one is missing", () => {
    assert.equal(parse({ type: { is: "mac" } }, "aa-bb-cc-dd-ee-ff"), "AA:BB:CC:DD:EE:FF");
    assert.equal(
      parse({ type: { is: "mac" } }, "aa:bb"),
      "refused: invalid value of mac, mac address required",
    );
  });
});

describe("references", () => {
  const inInterface = property("7.21.5", "/ip/firewall/mangle", "in-interface");

  it("keeps what stands for the row, negated too, and takes the groups of interfaces", () => {
    const resolve = rows("/interface ether1");
    assert.equal(parse(inInterface, "ether1", { resolve }), "<ether1>");
    assert.equal(parse(inInterface, "!ether1", { resolve }), "!<ether1>");
    assert.equal(parse(inInterface, "all-ppp", { resolve }), "all-ppp");
  });

  it("refuses an unknown row with the type's word, and an empty text as ambiguous", () => {
    const resolve = noRow;
    const name = "in-interface";
    assert.equal(
      parse(inInterface, "ether9", { resolve, name }),
      "refused: input does not match any value of interface",
    );
    assert.equal(
      parse(inInterface, "", { resolve, name }),
      "refused: ambiguous value of interface, more than one possible value matches input",
    );
    const words = { "in-interface-list": "interface-list", "new-routing-mark": "new-routing-mark" };
    for (const [argument, word] of Object.entries(words)) {
      const schema = property("7.21.5", "/ip/firewall/mangle", argument);
      assert.equal(
        parse(schema, "nowhere", { resolve, name: argument }),
        `refused: input does not match any value of ${word}`,
      );
    }
  });

  it("takes any mark in 6.49", () => {
    const schema = property("6.49", "/ip/firewall/mangle", "new-routing-mark");
    assert.equal(parse(schema, "to-ISP1", { resolve: noRow, version: "6.49" }), "to-ISP1");
  });

  it("takes soft references as they are", () => {
    for (const name of ["jump-target", "address-list", "src-address-list"]) {
      const schema = property("7.21.5", "/ip/firewall/mangle", name);
      assert.equal(parse(schema, "nobody-knows", { resolve: noRow }), "nobody-knows", name);
    }
  });
});

describe("gateways", () => {
  const schema: Pick<ArgumentSchema, "type"> = { type: { is: "gateway" } };
  const resolve = rows("/interface ether1", "/routing/table ISP1");

  it("takes addresses, interfaces, both, tables and lists", () => {
    assert.equal(parse(schema, "1.1.1.1", { resolve }), "1.1.1.1");
    assert.equal(parse(schema, "ether1", { resolve }), "<ether1>");
    assert.equal(parse(schema, "1.1.1.1%ether1", { resolve }), "1.1.1.1%<ether1>");
    assert.equal(parse(schema, "1.1.1.1@ISP1,ether1", { resolve }), "1.1.1.1@<ISP1>,<ether1>");
  });

  it("refuses anything else in RouterOS's words", () => {
    for (const text of ["ether9", "1.1.1.1%ether9", "1.1.1.1@nowhere", "", "1.1.1.1,", "1.1.1.300"]) {
      assert.equal(parse(schema, text, { resolve }), "refused: invalid or unexpected argument base", text);
    }
    assert.equal(
      parse(schema, "1.1.1.1@ISP1", { resolve, version: "6.49" }),
      "refused: invalid or unexpected argument base",
    );
  });
});

describe("lists and sets", () => {
  it("reads sets back in RouterOS's order, without doubles", () => {
    const { type } = property("7.21.5", "/interface/pppoe-client", "allow");
    assert.equal(parse({ type }, "mschap2,pap,mschap2"), "pap,mschap2");
    assert.equal(
      parse({ type }, "pap,md5", { name: "allow" }),
      "refused: input does not match any value of allow",
    );
  });

  it("reads the policies of a group back with the missing ones negated", () => {
    const type: ValueType = {
      is: "list",
      of: { is: "enum", words: ["read", "write", "test"] },
      set: true,
      complement: true,
    };
    assert.equal(parse({ type }, "test,read"), "read,test,!write");
    assert.equal(parse({ type }, "!write,read"), "read,!write,!test");
    assert.equal(parse({ type }, ""), "!read,!write,!test");
    assert.match(parse({ type }, "!reboot"), /^refused/);
  });

  it("takes the two parts of a gre keepalive", () => {
    const { type } = property("7.21.5", "/interface/gre", "keepalive");
    assert.equal(parse({ type }, "00:00:10,10"), "10s,10");
    assert.match(parse({ type }, "10s"), /^refused/);
  });
});
