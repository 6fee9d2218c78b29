/** `/certificate`: templates, and certificates signed on the router itself. */
import type { Behaviours, CommandHandler, Draft, Router } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import type { ServiceState } from "../contract";
import { fail, missingArguments, noMatch, noSuchItem, notSimulated, unknownParameter } from "../errors";
import type { Menu } from "../menu";
import { target } from "../references";
import { alternativeNames, signCertificate } from "../signing";
import type { Row } from "../store/row";
import { findRow } from "../targets";
import { dateTime, duration } from "../time";
import { uniqueName } from "./unique";

/** Names with `_` are not printed: RouterOS never shows a private key. */
const keyFact = "_key";
const certificateFact = "_cert";

const path = "/certificate";
/** A template: `sign` has not made it a certificate. */
const isTemplate = (row: Row): boolean => row.facts[keyFact] === undefined;

/** The certificate and private key (PEM) of a row. */
function pairOf(row: Row): { cert: string; key: string } | undefined {
  const { [keyFact]: key, [certificateFact]: cert } = row.facts;
  return key === undefined || cert === undefined ? undefined : { cert, key };
}

function checkTemplate({ values, written }: Draft): void {
  // RouterOS's words for it are not established.
  if (written.has("subject-alt-name") && alternativeNames(values["subject-alt-name"] ?? "") === undefined)
    throw fail("failure: invalid subject-alt-name");
}

/** A signed certificate is what it is: only its name, comment and trust can be changed (manual). */
const changeable = new Set(["name", "comment", "trusted", "numbers", ".id"]);

function checkWrite(draft: Draft): void {
  checkTemplate(draft);
  const { previous, written, router } = draft;
  if (previous === undefined || isTemplate(previous)) return;
  for (const name of written) if (!changeable.has(name)) throw unknownParameter(router.major, name);
}

const targets = new Set(["number", "numbers", ".id"]);
const known = new Set([...targets, "ca", "name", "ca-crl-host", "ca-on-smart-card"]);

/** What `sign` was told to do. */
interface Signing {
  readonly template: Row;
  readonly issuer: Row | undefined;
  readonly name: string;
}

function signingOf(router: Router, menu: Menu, given: ReadonlyMap<string, string>): Signing {
  for (const [name] of given) if (!known.has(name)) throw unknownParameter(router.major, name);
  for (const name of ["ca-crl-host", "ca-on-smart-card"])
    if (given.has(name)) throw notSimulated(`the argument ${name} of sign`);
  const word = [...targets]
    .map((name) => given.get(name))
    .find((value) => value !== undefined && value !== "");
  if (word === undefined) throw missingArguments(["number"]);
  const template = findRow(router, menu, word);
  if (template === undefined) throw noSuchItem(router.major);
  // The words are not established.
  if (!isTemplate(template)) throw fail("failure: certificate is already signed");
  if ((template.values["common-name"] ?? "") === "") throw fail("failure: common name is not set");
  const ca = given.get("ca");
  const issuer = ca === undefined ? undefined : findRow(router, menu, ca);
  if (ca !== undefined && issuer?.facts.authority !== "true") throw noMatch("ca");
  const name = given.get("name") ?? template.values.name ?? "";
  const taken = menu.store.rows().some((row) => row.id !== template.id && row.values.name === name);
  if (taken) throw fail("failure: certificate with such name already exists");
  return { template, issuer, name };
}

/**
 * Makes the key and the certificate; the template is gone afterwards (manual). Neither history nor safe mode covers
 * certificates. The number word of the API is `number` (field report over REST); `numbers` and `.id` are taken too.
 */
const sign: CommandHandler = async ({ router, menu, request, output }) => {
  const { template, issuer, name } = signingOf(router, menu, argumentsOf(request));
  const value = (property: string) => router.value(path, template, property) ?? "";
  const signed = await signCertificate({
    subject: template.values,
    alternatives: value("subject-alt-name"),
    usages: new Set(value("key-usage").split(",")),
    keySize: value("key-size"),
    days: Number(value("days-valid")),
    now: router.clock.now(),
    issuer: issuer && pairOf(issuer),
  });
  if (menu.store.get(template.id) !== template) throw noSuchItem(router.major);
  const moment = (milliseconds: number) => dateTime(milliseconds, router.atLeast("7.10"));
  router.delete(menu.store, template.id);
  router.insert(menu, {
    id: menu.store.newId(),
    menu: menu.path,
    values: { ...template.values, name },
    facts: {
      [keyFact]: signed.key,
      [certificateFact]: signed.cert,
      "private-key": "true",
      ...(signed.authority && { authority: "true" }),
      ...(issuer ? { issued: "true", ca: issuer.values.name ?? "" } : {}),
      fingerprint: signed.fingerprint,
      "serial-number": signed.serialNumber,
      "invalid-before": moment(signed.invalidBefore),
      "invalid-after": moment(signed.invalidAfter),
      _until: String(signed.invalidAfter),
    },
  });
  router.settle();
  output.row({ progress: "done" });
  return { returnsRows: true };
};

/** A service takes certificates that it can prove to own. */
export function checkServiceCertificate({ router, values, written }: Draft): void {
  if (!written.has("certificate")) return;
  const linked = target(values.certificate);
  if (linked === undefined) return;
  const row = router.stores.get(linked.store)?.get(linked.id);
  if (row === undefined || isTemplate(row)) throw noMatch("certificate");
}

/** Whether a service of the API answers, and with which certificate. */
export function serviceState(router: Router, name: string): ServiceState {
  const service = router.rows("/ip/service").find((row) => row.values.name === name);
  const linked = target(service?.values.certificate);
  const row = linked && router.stores.get(linked.store)?.get(linked.id);
  return { disabled: service?.values.disabled === "true", certificate: row && pairOf(row) };
}

export const certificates: Behaviours = {
  [path]: {
    noun: "certificate",
    unique: [uniqueName("certificate")],
    onWrite: checkWrite,
    facts: {
      "expires-after": ({ facts: { _until: until } }, { clock }) =>
        until === undefined
          ? undefined
          : duration(Math.max(0, Math.floor((Number(until) - clock.now()) / 1000))),
    },
    commands: { sign },
  },
};
