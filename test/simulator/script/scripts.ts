/** Random scripts, as text: valid ones by the grammar, and heaps of its tokens. */
import fc from "fast-check";

const name = fc.constantFrom("a", "b", "Iface1", "x9");
const word = fc.constantFrom(
  "1",
  "0x1F",
  "-5",
  "1.1",
  "10.0.0.0/8",
  "1m30s",
  "00:00:05",
  "yes",
  "abc",
  "*1F",
  "2001:db8::1",
  "a-b",
  "ж",
);
const text = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      '\\"',
      "\\\\",
      "\\$",
      "\\0A",
      "#",
      "{",
      "]",
      "\\_",
      "é",
      "$a",
      "$($a + 1)",
      "$[:len $b]",
    ),
    { maxLength: 5 },
  )
  .map((parts) => `"${parts.join("")}"`);

const { expression, statement } = fc.letrec<{
  value: string;
  expression: string;
  statement: string;
  block: string;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word,
    text,
    name.map((found) => `$${found}`),
    tie("expression").map((found) => `(${found})`),
    tie("statement").map((found) => `[${found}]`),
    fc.array(tie("value"), { minLength: 1, maxLength: 3 }).map((found) => `{${found.join(";")}}`),
    fc.tuple(name, tie("value")).map(([key, found]) => `{${key}=${found};"k y"=1}`),
    fc.array(word, { minLength: 2, maxLength: 3 }).map((found) => found.join(",")),
  ),
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("value").filter((found) => !/^[-ж]|,/.test(found)),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom(
          "+",
          "-",
          "*",
          " / ",
          " % ",
          " . ",
          "=",
          "!=",
          "<",
          ">",
          "<=",
          ">=",
          "~",
          " in ",
          "&&",
          " and ",
          "||",
          " or ",
          "&",
          "|",
          "^",
          "<<",
          ">>",
          " , ",
        ),
        tie("expression"),
      )
      .map(([left, operator, right]) => `${left}${operator}${right}`),
    tie("expression").map((found) => `!${found}`),
    tie("expression").map((found) => `-(${found})`),
    fc.tuple(name, tie("value")).map(([found, key]) => `$${found}->(${key.replace(/^-|,.*/g, "")})`),
    fc.constant("(>[:put 1])"),
  ),
  block: fc.array(tie("statement"), { maxLength: 3 }).map((found) => `{ ${found.join("; ")} }`),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("value").map((found) => `:put ${found}`),
    fc.tuple(name, tie("value")).map(([found, given]) => `:local ${found} ${given}`),
    fc.tuple(name, tie("block")).map(([found, given]) => `:global ${found} do=${given}`),
    fc
      .tuple(tie("expression"), tie("block"), tie("block"))
      .map(([found, then, other]) => `:if (${found}) do=${then} else=${other}`),
    fc
      .tuple(name, tie("value"), tie("block"))
      .map(([found, given, body]) => `:foreach ${found} in=${given} do=${body}`),
    fc.tuple(tie("block"), tie("block")).map(([body, other]) => `:do ${body} on-error=${other}`),
    fc.tuple(tie("block"), tie("block")).map(([body, other]) => `:onerror e in=${body} do=${other}`),
    fc.tuple(name, tie("value")).map(([found, given]) => `$${found} ${given} k=${given}`),
    fc
      .tuple(tie("value"), name)
      .map(
        ([given, found]) =>
          `/ip address set [find where (interface=$${found} or !disabled) comment~"a"] comment=${given}`,
      ),
    tie("value").map((given) => `/ip route add gateway=1.1.1.1 comment=${given} disabled=yes`),
    fc.constantFrom(
      "/ip route",
      "/",
      ":foobar 1 a=2",
      "/caps-man manager set enabled=yes",
      ":return 1",
      "/ip address { :put [find] }",
      ":global b",
    ),
  ),
}));

export const script = fc.array(statement, { maxLength: 6 }).map((found) => found.join("\n"));
export const anyExpression = expression;

const tokens = [
  ...[
    ":put ",
    ":local ",
    ":set ",
    ":if ",
    ":do ",
    "/ip address ",
    "find ",
    "where ",
    "do=",
    "on-error=",
    "a",
    "$a",
    "1",
    '"',
    "\\",
    "\n",
    ";",
    " ",
    "#",
  ],
  ...[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "=",
    "->",
    "~",
    "!",
    ",",
    ".",
    "$",
    "*1",
    "1.1/2",
    "1m",
    ":",
    "/",
    "..",
    "&&",
    "<",
    ">",
    "-",
    "\u0000",
    "\xff",
    "ж",
  ],
];
/** Mostly no scripts. */
export const tokenHeap = fc
  .array(fc.constantFrom(...tokens), { maxLength: 60 })
  .map((found) => found.join(""));
export const bytes = fc.uint8Array({ maxLength: 200 }).map((found) => Buffer.from(found).toString("latin1"));
