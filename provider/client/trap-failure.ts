import type { FailureCategory } from "../session/contract";
import { RouterOsError } from "../session/errors";
import { redact } from "./redact";
import type { Attributes } from "./repairs/channel";

/** What a message is made of. */
interface Scene {
  /** `10.0.0.1:8729` */
  readonly label: string;
  /** `/ip/address/add` */
  readonly path: string;
  /** RouterOS's words in quotation marks. */
  readonly says: string;
}

interface TrapKind {
  readonly category: FailureCategory;
  /** Matches one trap's text. RouterOS's wording is per menu and version; the number in brackets is v6's. */
  readonly text: RegExp;
  message(scene: Scene): string;
  /** RouterOS may have carried the command out, or a part of it. */
  readonly mayHaveExecuted?: boolean;
}

const cancelled: TrapKind = {
  category: "cancelled",
  text: /^interrupted$/,
  message: ({ label, path, says }) =>
    `${path} on ${label} was cancelled before it ended: RouterOS says ${says}.`,
  // A cancelled /import leaves its file half-applied.
  mayHaveExecuted: true,
};

const rejected: TrapKind = {
  category: "rejected",
  text: /^/,
  message: ({ label, path, says }) => `RouterOS on ${label} rejected ${path}: ${says}.`,
};

/** The first kind that one of the traps matches is the failure's. */
const trapKinds: readonly TrapKind[] = [
  cancelled,
  {
    category: "refused-login",
    text: /^(invalid user name or password|cannot log in|could not authenticate|not logged in|access denied)/i,
    message: ({ label, path, says }) =>
      `${label} does not accept our login for ${path}: RouterOS says ${says}. Check the user, its password, and ` +
      "that its group has the policy api.",
  },
  {
    category: "missing-policy",
    text: /not enough permissions/i,
    message: ({ label, path, says }) =>
      `The user we log in to ${label} with may not run ${path}: RouterOS says ${says}. Add the missing policy to ` +
      "the user's group in /user/group (write for changes, sensitive for secrets, test for ping, policy for users " +
      "and scripts that need it).",
  },
  {
    category: "busy",
    text: /^action timed out/i,
    message: ({ label, path, says }) =>
      `${label} was too busy to finish ${path}: RouterOS says ${says}. It may have been carried out all the ` +
      "same: look at the menu before repeating it.",
    mayHaveExecuted: true,
  },
  {
    category: "gone",
    text: /^no such item\b/i,
    message: ({ label, path, says }) =>
      `The row that ${path} names is not on ${label} any more: RouterOS says ${says}.`,
  },
  {
    category: "exists",
    text: /\balready\b/i,
    message: ({ label, path, says }) =>
      `${label} has such a row already, so ${path} was refused: RouterOS says ${says}.`,
  },
];

/** `category=2` is "execution interrupted", whatever the text. */
const interruptedCategory = 2;

function firstCategory(traps: readonly Attributes[]): number | undefined {
  const text = traps.find((trap) => trap.category !== undefined && trap.category !== "")?.category;
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

/**
 * The error of a command that RouterOS answered with one or more `!trap`s.
 *
 * @param secrets values that RouterOS may quote and nobody may see
 */
export function trapFailure(
  traps: readonly Attributes[],
  scene: { readonly label: string; readonly path: string },
  secrets: readonly string[],
): RouterOsError {
  const texts = traps.map((trap) => trap.message ?? "").filter((text) => text !== "");
  const trapCategory = firstCategory(traps);
  const kind =
    trapCategory === interruptedCategory
      ? cancelled
      : (trapKinds.find(({ text }) => texts.some((says) => text.test(says))) ?? rejected);
  const routerSays = texts.length === 0 ? undefined : redact(texts.join("; "), secrets);
  const says = routerSays === undefined ? "nothing about the reason" : `"${routerSays}"`;
  return new RouterOsError(kind.category, kind.message({ ...scene, says }), {
    routerSays,
    trapCategory,
    mayHaveExecuted: kind.mayHaveExecuted,
  });
}
