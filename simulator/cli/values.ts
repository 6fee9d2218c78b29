import { InvalidArgumentError } from "commander";
import { foreignMenus, mostForeignRows } from "../api/foreign-rows";
import { type RouterOsVersion, routerOsVersions } from "../config/contract";

/** Readers of option values; what they refuse, commander reports with the option's name. */

export function version(text: string): RouterOsVersion {
  const known = routerOsVersions.find((candidate) => candidate === text);
  if (known) return known;
  throw new InvalidArgumentError(`Known versions: ${routerOsVersions.join(", ")}.`);
}

export function port(text: string): number {
  const number = wholeNumber(text);
  if (number !== undefined && number <= 65535) return number;
  throw new InvalidArgumentError("A port is a number from 0 (any free one) to 65535.");
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, "": 1 };

/** `50ms`, `0.5s`, `50` (milliseconds). */
export function milliseconds(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|)$/.exec(text) ?? [];
  const factor = units[unit ?? "?"];
  if (number !== undefined && factor !== undefined) return Number(number) * factor;
  throw new InvalidArgumentError("A time is written like 50ms or 1.5s.");
}

/** How many times faster than the machine's clock. */
export function speed(text: string): number {
  const number = /^\d{1,6}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new InvalidArgumentError("A speed is a number above 0, like 60.");
}

export function seed(text: string): number {
  const number = wholeNumber(text);
  if (number !== undefined) return number;
  throw new InvalidArgumentError("A seed is a whole number.");
}

/** `/ip/firewall/address-list=20000`, may be repeated for several menus. */
export function foreignRows(
  text: string,
  others: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const border = text.lastIndexOf("=");
  const menu = text.slice(0, Math.max(0, border));
  const count = wholeNumber(text.slice(border + 1));
  if (border < 0 || count === undefined || count > mostForeignRows) {
    throw new InvalidArgumentError(`Rows are written MENU=NUMBER, like ${foreignMenus[0]}=20000.`);
  }
  if (!foreignMenus.includes(menu)) {
    throw new InvalidArgumentError(`Menus that can be filled: ${foreignMenus.join(", ")}.`);
  }
  return { ...others, [menu]: count };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
