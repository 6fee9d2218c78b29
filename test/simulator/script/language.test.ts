import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { scriptLab } from "./harness";

/** A script, and what it prints; `!` before the last line is the error that ends it. */
type Row = readonly [rule: string, source: string, ...printed: string[]];

const rules: Readonly<Record<string, readonly Row[]>> = {
  lines: [
    [
      "a line ends at a newline or a semicolon",
      ":put 1;:put 2\n:put 3\r\n:put 4\r:put 5",
      "1",
      "2",
      "3",
      "4",
      "5",
    ],
    ["a backslash joins lines", ":put \\\n  1", "1"],
    ["a backslash with blanks behind it joins lines, too", ":put (1 + \\ \n  2)", "3"],
    ["a backslash in a string drops the newline and the indentation", ':put "a\\\n   b"', "ab"],
    ["a comment ends the line, also behind a command", "# x\n:put 1 # y\n:put 2; # z", "1", "2"],
    ["a # in a string is text", ':put "a # b"', "a # b"],
    [
      "no whitespace before = of an argument",
      ":for i from = 1 to=2 do={}",
      "!expected end of command (line 1 column 17)",
    ],
    ["whitespace behind = is accepted", ":for i from= 1 to= 2 do={:put $i}", "1", "2"],
  ],
  strings: [
    ["escapes", ':put "\\"\\\\\\$\\_|\\41\\0A\\09"', '"\\$ |A\n\t'],
    [
      "lower-case hexadecimal is an error of the whole script",
      ':put 1; :put "\\e2"',
      "!syntax error (line 1 column 15)",
    ],
    [
      "interpolation of names, expressions and commands",
      ':local a 2; :put "$a $($a * 3) $[:len "abc"]"',
      "2 6 3",
    ],
    [
      "a name ends at the first character that is no letter or digit",
      ':local a 2; :put "$a-$a_$a."',
      "2-2_2.",
    ],
    ["a $ with no name behind it stays", ':put "1$"', "1$"],
    ["strings are bytes", ':put [:len "ж"]; :put "\\D0\\B6"', "2", "ж"],
    ["\\? is ?", ':put "a\\?"', "a?"],
    ["names with other characters are quoted", ':local "my-var" 1; :put $"my-var"', "1"],
  ],
  literals: [
    [
      "types",
      ":foreach v in={1;0x1f;yes;abc;1.1;1m;10.0.0.0/8;*1F;2001:db8::1;fe80::/10} do={:put [:typeof $v]}",
      "num",
      "num",
      "bool",
      "str",
      "ip",
      "time",
      "ip-prefix",
      "id",
      "ip6",
      "ip6-prefix",
    ],
    ["1.1 is an address", ":put 1.1", "1.0.0.1"],
    [
      "times are shown in one form",
      ":put 200ms; :put 1h30m; :put 1d2h; :put 8d; :put 90s",
      "00:00:00.200",
      "01:30:00",
      "1d02:00:00",
      "1w1d00:00:00",
      "00:01:30",
    ],
    ["yes is true", ":put yes; :put no", "true", "false"],
    ["a division needs blanks", ":put (10 / 2); :put [:typeof (10/2)]", "5", "ip-prefix"],
    ["a bare list is an array", ":put [:typeof a,b]; :put [:len 1,2,3]", "array", "3"],
    ["hexadecimal numbers", ":put 0xFF", "255"],
  ],
  arrays: [
    ["unkeyed elements first, keyed ones sorted", ":put {b=2;1;a=1;2}", "1;2;a=1;b=2"],
    [
      "elements by position and key, nothing for what is not there",
      ':local a {5;k={x=7}}; :put ($a->0); :put ($a->"k"->"x"); :put [:typeof ($a->9)]',
      "5",
      "7",
      "nothing",
    ],
    ["a bare {} is a syntax error", ":local a {}", "!syntax error (line 1 column 11)"],
    ["an empty array needs parentheses", ":put [:len ({})]; :put [:typeof ({})]", "0", "array"],
    ["the comma appends", ":put ({1;2},3); :put [:len ({1;2},{3;4})]", "1;2;3", "4"],
    ["set of an element", ':local a {1;2}; :set ($a->1) 9; :set ($a->"k") 3; :put $a', "1;9;k=3"],
    ["set without a value takes a key away", ':local a {x=1;y=2}; :set ($a->"x"); :put $a', "y=2"],
    ["arrays are values", ":local a {1}; :local b $a; :set ($b->0) 2; :put $a", "1"],
    [". maps over arrays", ':put ("v=" . {1;2}); :put "v=$[:toarray "a,b"]"', "v=1;v=2", "v=a;v=b"],
  ],
  operators: [
    [
      "precedence",
      ":put (1+2*3); :put (2*3%4); :put (1+2 . 3); :put (10-2 < 9 && true)",
      "7",
      "2",
      "33",
      "true",
    ],
    ["-> binds strongest", ':local m {k=3}; :put (5 - $m->"k" . " to go")', "2 to go"],
    [
      "bit operators are above comparisons",
      ":put (6 & 2 = 2); :put (1 << 4); :put (5 ^ 1)",
      "true",
      "16",
      "4",
    ],
    ["and binds stronger than or", ":put (true or false and false)", "true"],
    ["no blanks needed", ":local a true; :local b false; :put (a&&b); :put (a and b)", "false", "false"],
    ["a command in parentheses", ':put (:totime "5s")', "00:00:05"],
    ["text of digits counts as a number", ':put ("5" + 10); :put (5 = "5")', "15", "true"],
    ["nothing counts as 0 and as empty text", ':local n; :put ($n + 1); :put ($n . "x")', "1", "x"],
    ["overflow wraps", ":put (9223372036854775807 + 1)", "-9223372036854775808"],
    ["division by zero is an error", ":put (1 / 0)", "!division by zero (:put; line 1)"],
    [
      "comparisons of nothing",
      ":put ([:nothing] = 0); :put ([:nothing] < 0); :put ([:nothing] > 0)",
      "false",
      "true",
      "false",
    ],
    ["nil is not at least 0", ':put ([:find "abc" "x"] >= 0)', "false"],
    [
      "texts cannot be ordered",
      ':put ("a" < "b")',
      "!cannot compare if string is less than string (:put; line 1)",
    ],
    ["both sides of && run", ":local f do={:put ran; :return true}; :if (false && [$f]) do={}", "ran"],
    [
      "regular expressions are not anchored",
      ':put ("abc" ~ "b"); :put ("abc" ~ "^b"); :put ("a.c" ~ "^a\\\\.c\\$")',
      "true",
      "false",
      "true",
    ],
    [
      "in",
      ":put (1.2.3.4 in 1.2.0.0/16); :put (10.0.0.1 in 192.168.0.0/16); :put (192.168.1.0/24 in 192.168.0.0/16)",
      "true",
      "false",
      "true",
    ],
    [
      "addresses",
      ":put (192.168.88.77 & 0.0.0.255); :put (~255.255.255.0); :put (192.168.1.1 + 1); :put (192.168.0.0 | 0.0.0.9)",
      "0.0.0.77",
      "0.0.0.255",
      "192.168.1.2",
      "192.168.0.9",
    ],
    [
      "times",
      ":put (1h + 30m); :put (1m - 1s); :put (10s * 3); :put (1h > 59m)",
      "01:30:00",
      "00:00:59",
      "00:00:30",
      "true",
    ],
    [
      "a bare word in an expression is a variable, declared or not",
      ':local a 2; :local x; :put (a + 1); :put ($x = nil); :put [:typeof ({k=3}->k)]; :put ({k=3}->"k")',
      "3",
      "true",
      "nothing",
      "3",
    ],
    ["terms side by side mean and", ":put (true false); :put (true(1 = 1))", "false", "true"],
    ["any asks whether there is a value", ":local x; :put (!any $x); :put (any [:len a])", "true", "true"],
    ["unary operators", ":local a 3; :put (-$a); :put (!true)", "-3", "false"],
    ["a condition must be boolean", ':if ("x") do={}', "!conditional not boolean (:if; line 1)"],
    ["a number is a condition", ":if (1) do={:put yes}", "true"],
    ["a text never equals a prefix", ':put (10.0.0.0/8 = "10.0.0.0/8")', "false"],
    ["an empty array equals the empty text", ':put ([:toarray ""] = "")', "true"],
  ],
  scopes: [
    [
      "a local ends with its block",
      "{ :local a 1; { :local b 2; :put ($a + $b) } :put ($a + $b) }",
      "3",
      "1",
    ],
    [
      "an inner local hides, set reaches out",
      ":local a 1; { :local a 2; :set a 3 }; { :set a 4 }; :put $a",
      "4",
    ],
    [
      "a global is bound only where it is declared",
      "{ :local a 3; { :global b 4 } :put ($a . $b) }; :global b; :put $b",
      "3",
      "4",
    ],
    ["set of an undeclared name runs nothing", ":put 1\n:set x 2", "!syntax error (line 2 column 6)"],
    ["an undeclared name is nothing", ":put [:typeof $nobody]", "nothing"],
    ["set without a value un-defines", ":global u 1; :set u; :put [:typeof $u]", "nothing"],
    ["names are case-sensitive", ":local a 1; :put [:typeof $A]", "nothing"],
    ["a name ends at other letters", ":local café 1", "!expected end of command (line 1 column 11)"],
    ["and, or, in cannot be names", ":local in 1", "!syntax error (line 1 column 8)"],
    ["loop variables end with the loop", ":for i from=1 to=1 do={}; :put [:typeof $i]", "nothing"],
  ],
  functions: [
    ["arguments by place and name", ":global f do={:return ($1 + $b)}; :put [$f 2 b=5]", "7"],
    [
      "a function does not see the locals around it",
      ":local x 1; :local f do={:return [:typeof $x]}; :put [$f]",
      "nothing",
    ],
    ["$0 is the name of the call", ":local f do={:put $0}; $f", "$f"],
    [
      "an argument hides the global of its name",
      ":global m 123; :global f do={:global m; :put $m; :set m lala; :put $m}; $f m=1; :put $m",
      "1",
      "lala",
      "123",
    ],
    [
      "functions call each other by global",
      ":global a do={:return 5}; :global b do={:global a; :return ([$a] + 4)}; :put [$b]",
      "9",
    ],
    [
      "called through an expression the arguments begin at $0",
      ':local m {f=1}; :set ($m->"f") do={:put "$0 $1"}; [($m->"f") a b]',
      "a b",
    ],
    ["a name with $ may be set undeclared", ":set $x 3; :put $x", "3"],
    ["a call of nothing does nothing", ":global none; $none 1; :put ok", "ok"],
    ["its type is array", ":local f do={}; :put [:typeof $f]", "array"],
    [
      "parsed code is called like a function",
      ':local f [:parse ":put \\"hi \\$who\\""]; $f who=you',
      "hi you",
    ],
    ["brackets run what they parse", '[:parse ":put 1"]', "1"],
    [
      "return leaves the brackets that it is in",
      ":local f do={:local x [:if ($1 > 1) do={:return big} else={:return small}]; :return ($x . 1)}; :put [$f 2]; :put [$f 1]",
      "big1",
      "small1",
    ],
    [
      "return needs a value",
      ":local f do={:return}; $f",
      "!missing value(s) of argument(s) value (:return; line 1)",
    ],
    ["errors leave the function", ":local f do={:error x}; :do {$f} on-error={:put caught}", "caught"],
    [
      "endless recursion is an error",
      ":global r do={:global r; [$r]}; :do {[$r]} on-error={:put deep}",
      "deep",
    ],
  ],
  flow: [
    ["if and else", ":if (1=2) do={:put a} else={:put b}; :if (true) do={:put c}", "b", "c"],
    ["the old else without =", ":if (false) do={:put a} else {:put b}", "b"],
    [
      "for counts up, down, and by steps",
      ":for i from=1 to=3 do={:put $i}; :for i from=2 to=1 do={:put $i}; :for i from=0 to=4 step=2 do={:put $i}",
      "1",
      "2",
      "3",
      "2",
      "1",
      "0",
      "2",
      "4",
    ],
    [
      "foreach over lists, maps, keys, a text",
      ':foreach v in={1;a=2} do={:put $v}; :foreach k,v in={7;a=2} do={:put "$k:$v"}; :foreach v in="dns" do={:put $v}',
      "1",
      "2",
      "0:7",
      "a:2",
      "dns",
    ],
    [
      "while, do while",
      ":local i 0; :while ($i<2) do={:set i ($i+1)}; :put $i; :do {:set i ($i-1)} while=($i>0); :put $i",
      "2",
      "0",
    ],
    ["on-error catches", ":do {:put (1 / 0)} on-error={:put caught}", "caught"],
    [
      "onerror has the text with its place",
      ':onerror e in={\n:error "x"} do={:put $e}',
      "x (:error; line 2)",
    ],
    [
      "onerror without in=, and its value",
      ":put [:onerror e {:error x} do={}]; :put [:onerror e {:put 1} do={}]",
      "true",
      "1",
      "false",
    ],
    [
      "a failed script says command and line",
      ":put 1\n:put (1 / 0)",
      "1",
      "!division by zero (:put; line 2)",
    ],
    ["retry", ":local n 0; :retry {:set n ($n+1); :if ($n<3) do={:error x}} delay=1s max=5; :put $n", "3"],
    ["retry gives up", ":retry {:error x} delay=10ms max=2 on-error={:put over}", "over"],
    ["return ends a script", ":put 1; :return 2; :put 3", "1"],
    [
      "a bad command fails when it is reached",
      ":put 1; :foobar 2; :put 3",
      "1",
      "!bad command name foobar (line 1 column 10)",
    ],
    [
      "behind a menu stands a command",
      ":put 1\n/ip/route> print",
      "!expected command name (line 2 column 10)",
    ],
    ["a word of a command ends at a blank", ":put 1\n[admin@router] > x", "!syntax error (line 2 column 7)"],
    ["on-error catches a bad command", ":do {:foobar} on-error={:put caught}", "caught"],
    ["a syntax error cannot be caught", ":do {:put (} on-error={}", "!syntax error (line 1 column 12)"],
    ["a missing brace", ":if (true) do={ :put 1", "!missing closing brace (line 1 column 23)"],
    ["arguments that a command has not", ":put 1 2", "!expected end of command (line 1 column 8)"],
    ["delay takes time", ":put [:time {:delay 1500ms}]; :put [:time {:delay 2}]", "00:00:01.500", "00:00:02"],
  ],
  commands: [
    ["len", ':put [:len "abc"]; :put [:len {1;2}]; :put [:len 1234]; :put [:len $x]', "3", "2", "4", "0"],
    [
      "pick",
      ':put [:pick "abcde" 1 3]; :put [:pick "abc" 1]; :put [:pick {1;2;3} 1]; :put [:pick {1;2;3} 1 3]',
      "bc",
      "b",
      "2",
      "2;3",
    ],
    [
      "find",
      ':put [:find "abc" "c"]; :put [:find "abca" "a" 0]; :put [:find {5;6} 6]; :put [:typeof [:find "a" "x"]]',
      "2",
      "3",
      "1",
      "nil",
    ],
    [
      "tonum",
      ':put [:tonum "-45"]; :foreach v in={"23.8";" 1";"";true} do={:put [:typeof [:tonum $v]]}',
      "-45",
      "nil",
      "nil",
      "nil",
      "nil",
    ],
    ["tostr", ":put [:tostr {1;2;3}]; :put [:tostr true]", "1;2;3", "true"],
    [
      "toip",
      ':put [:toip "1.2.3.4"]; :put [:toip 10.0.0.5/24]; :put [:typeof [:toip "256.1.1.1"]]',
      "1.2.3.4",
      "10.0.0.5",
      "nil",
    ],
    ["tobool", ':put [:tobool 1]; :put [:typeof [:tobool "yes"]]', "true", "nil"],
    [
      "totime, tonsec",
      ':put [:totime "1h30m"]; :put [:tonsec 1s]; :put [:typeof [:totime x]]',
      "01:30:00",
      "1000000000",
      "nil",
    ],
    ["toarray", ':put [:len [:toarray "a,b,c"]]; :put [:len [:toarray "a;b" delimiter=";"]]', "3", "2"],
    [
      "typeof of nothing",
      ':put [:typeof []]; :put [:typeof $x]; :put [:typeof [:parse ":put 1"]]; :put [:typeof (>[:put 1])]',
      "nil",
      "nothing",
      "code",
      "op",
    ],
    ["toarray drops blanks before an element", ':put ([:toarray "1, 2"]->1 + 1)', "3"],
    ["timestamp, jobname", ":put [:timestamp]; :put [:jobname]", "2922w00:00:00", "test"],
    ["range", ":put [:range 2 5]", "2;3;4;5"],
    [
      "serialize, deserialize",
      ':put [:serialize to=json {a=1;b={true;"x"}}]; :put ([:deserialize from=json "{\\"k\\":[1,2]}"]->"k"->1)',
      '{"a":1,"b":[true,"x"]}',
      "2",
    ],
    ["dsv", ':put ([:deserialize from=dsv delimiter=";" "a;b\\n1;2" options=dsv.array]->0->"b")', "2"],
    [
      "convert",
      ':put [:convert "abc" to=base64]; :put [:convert from=hex "616263"]; :put [:convert "abcd" transform=reverse]; :put [:convert from=num to=hex 255]',
      "YWJj",
      "abc",
      "dcba",
      "ff",
    ],
    [
      "random numbers in their range",
      ":local n [:rndnum from=3 to=5]; :put ($n >= 3 && $n <= 5); :put [:len [:rndstr length=7]]",
      "true",
      "7",
    ],
    ["an op runs when it is called", ":local o (>[:put hi]); $o", "hi"],
  ],
};

const gated: readonly (readonly [RouterOsVersion, ...Row])[] = [
  ["7.21.5", "break before 7.22", ":break", "!bad command name break (line 1 column 2)"],
  [
    "7.22.3",
    "break and continue",
    ":for i from=1 to=5 do={:if ($i=2) do={:continue}; :if ($i=4) do={:break}; :put $i}",
    "1",
    "3",
  ],
  ["7.22.3", "exit", ":put 1; :exit; :put 2", "1"],
  ["7.12.2", "onerror before 7.13", ":onerror e in={} do={}", "!bad command name onerror (line 1 column 2)"],
  [
    "7.18.2",
    "on-error of foreach before 7.19",
    ":foreach i in={1} do={} on-error={}",
    "!expected end of command (line 1 column 25)",
  ],
  ["7.21.5", "on-error of foreach", ":foreach i in={1;2} do={:error x} on-error={:put caught}", "caught"],
  ["6.49", "jobname in v6", ":put [:jobname]", "!bad command name jobname (line 1 column 8)"],
  ["6.49", "\\? in v6", ':put "a\\?"', "a?"],
  ["6.49", "date in v6", ":put [/system clock get date]", "jan/01/2026"],
];

describe("RouterOS script", () => {
  for (const [group, rows] of Object.entries(rules)) {
    describe(group, () => {
      for (const [rule, source, ...printed] of rows) {
        it(rule, async () => check(await scriptLab().run(source), printed));
      }
    });
  }
  describe("by version", () => {
    for (const [version, rule, source, ...printed] of gated) {
      it(`${version}: ${rule}`, async () => check(await scriptLab(version).run(source), printed));
    }
  });

  it("shares globals between the scripts of a user, and with nobody else", async () => {
    const lab = scriptLab();
    await lab.run(":global g 1");
    assert.deepEqual((await lab.run(":global g; :put $g")).out, ["1"]);
    assert.deepEqual((await lab.run(":global g; :put [:typeof $g]", { globalsOf: "*sys" })).out, ["nothing"]);
    lab.plane.reboot();
    assert.deepEqual((await lab.run(":global g; :put [:typeof $g]")).out, ["nothing"]);
  });

  it("gives a script the variables of its caller", async () => {
    const variables = new Map([["lease-address", "10.0.0.5"]]);
    assert.deepEqual((await scriptLab().run(':put $"lease-address"', { variables })).out, ["10.0.0.5"]);
  });

  it("stops a script that never lets time pass, whatever it catches", async () => {
    const outcome = await scriptLab().run(":while (true) do={:do {:error x} on-error={}}", {
      stepLimit: 10_000,
    });
    assert.match(outcome.error ?? "", /stopped the script after 10000 steps/);
  });

  it("lets a script run for ever that delays", async () => {
    const outcome = await scriptLab().run(
      ":local n 0; :while ($n < 500) do={:set n ($n+1); :delay 1s}; :put $n",
      { stepLimit: 100 },
    );
    assert.deepEqual(outcome.out, ["500"]);
  });

  it("does not fill the memory", async () => {
    const lab = scriptLab();
    for (const source of [
      ':local s "x"; :while (true) do={:set s ($s . $s)}',
      ":local a {1}; :while (true) do={:set a ($a,$a)}",
      ":local a ({}); :while (true) do={:set a {$a;$a}}",
      ":local a ({}); :set ($a->999999999) 1",
      ":put [:range 1 99999999999]",
    ]) {
      assert.match((await lab.run(source)).error ?? "", /too long|out of range/, source);
    }
  });
});

function check(
  outcome: { readonly out: readonly string[]; readonly error?: string },
  wanted: readonly string[],
): void {
  const got = outcome.error === undefined ? outcome.out : [...outcome.out, `!${outcome.error}`];
  assert.deepEqual(got, wanted);
}
