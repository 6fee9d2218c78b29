import type * as pulumi from "@pulumi/pulumi";
import { type Anchor, type Args, type Menu, propertyName, type Unset } from "pulumi-routeros-provider";
import { programError } from "../program-error";
import { RouterResource } from "./router-resource";

/** What every RouterOS object takes besides its properties. */
export interface ObjectArgs<Name extends string = string> {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
  /**
   * Take over a row that is on the router already with the same key but other values, changing only what differs.
   * Default: `routeros:adopt` of the stack config, else false: such a row is an error that shows the differences.
   * A row that equals the declaration is always adopted.
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * Properties that the router may change by itself later (a failover script moving `distance`): written when the
   * object is created, then the router's business. Their live values are in the output `runtime`; they are never drift.
   */
  runtimeOwned?: Name[];
  /**
   * Properties whose values are credentials in this resource although RouterOS does not know it (the `source` of a
   * script with a token in it): secret in Pulumi's state, masked in messages. RouterOS shows them to every user, so
   * no policy `sensitive` is needed. Not for what the row is known by, and not for conditions.
   */
  sensitive?: Name[];
}

/** What rules and routes take besides that. */
export interface ConditionArgs<Name extends string = string> {
  /**
   * Conditions that a row without a comment may lack and still be taken for this one when it is adopted: an older form
   * of the same rule. They are set when it is taken over. A row that has other values for them is none, and two rows
   * that could be meant are an error. Default: none may be lacking.
   */
  adoptWithout?: Name[];
}

/** What a rule takes besides that, in menus where the order of rows means something. */
export interface RuleArgs {
  /**
   * The group of rules that this one belongs to: it is put among the rules of its section by rank when it is added, and
   * when this name, its rank or its anchor change. Rules moved by hand are the business of a `RuleOrder`.
   */
  section?: pulumi.Input<string>;
  /**
   * Position within the section: a lower rank is evaluated earlier. Leave gaps (10, 20, 30). Default 0. A new rank moves
   * the rule among the rules of its section that the deployment has looked at by then; `RuleOrder` keeps an order.
   */
  rank?: pulumi.Input<number>;
  /**
   * Where the section's first rule is put when none of them exists yet. Default `bottom`. Changed for all rules of a
   * section, it moves the section there.
   */
  anchor?: pulumi.Input<Anchor>;
}

/** What a kind takes whose natural key the router itself may rewrite. */
export interface KeyArgs {
  /** `comment`: know the row by its comment instead of its natural key. Default: the natural key. */
  keyBy?: "comment";
}

/** The arguments of a kind: its RouterOS properties, typed, as Pulumi inputs. */
export type Inputs<M extends Menu> = {
  [K in keyof Args<M>]: pulumi.Input<Args<M>[K]>;
} & ObjectArgs<Extract<keyof Args<M>, string>> &
  ([ConditionName<M>] extends [never] ? unknown : ConditionArgs<ConditionName<M>>);

/** The names of a kind's conditions. */
type ConditionName<M extends Menu> =
  M extends Menu<infer P>
    ? Extract<{ [K in keyof P]: P[K] extends { readonly matcher: true } ? K : never }[keyof P], string>
    : never;

/** The outputs of a kind: every property as the router has it, where the router shows it. */
export type Outputs<M extends Menu> = {
  readonly [K in keyof Args<M>]-?: pulumi.Output<Exclude<Args<M>[K], Unset>>;
};

/** One row of one RouterOS menu as a Pulumi resource. The kinds derive from it and add nothing but types. */
export abstract class MenuResource extends RouterResource {
  /** The row's id on the router (`*1A`): changes when the row is re-created; for reading, never for keeping. */
  declare readonly routerId: pulumi.Output<string>;
  /** Live values of the `runtimeOwned` properties. */
  declare readonly runtime: pulumi.Output<Record<string, unknown> | undefined>;
  /** RouterOS's own warning about the row, such as a rule on an interface that is a bridge port. */
  declare readonly about: pulumi.Output<string | undefined>;

  /** The RouterOS menu of this kind, such as `/ip/firewall/mangle`. */
  readonly menuPath: string;

  protected constructor(menu: Menu, name: string, args: object, options?: pulumi.CustomResourceOptions) {
    super(menu.kind, name, args, outputNames(menu), secretNames(menu, name, args), options);
    this.menuPath = menu.path;
  }
}

/** Credentials by the menu's description, and by the program's word, which must be known here: later is too late. */
function secretNames(
  menu: Menu,
  resource: string,
  args: { readonly sensitive?: unknown },
): readonly string[] {
  const sensitive = args.sensitive ?? [];
  const isPlain = Array.isArray(sensitive) && sensitive.every((name) => typeof name === "string");
  if (!isPlain) {
    throw programError(
      `${menu.kind} "${resource}": sensitive must be a list of names as they are, not something that is computed later: ` +
        "otherwise the values would be in Pulumi's state in clear.",
    );
  }
  const known = Object.keys(menu.properties).filter((key) => menu.properties[key]?.secret);
  return [...new Set([...known, ...sensitive.map(propertyName)])];
}

function outputNames(menu: Menu): string[] {
  const status = (menu.status ?? []).map((wire) => propertyName(wire.replace(/^\./, "")));
  return ["routerId", "runtime", "about", ...Object.keys(menu.properties), ...status];
}
