/** What a resource kind does for the calls of Pulumi's host. */
import type { CheckResult } from "./check";
import type { DiffResult } from "./diff";
import type { Environment } from "./environment";
import type { Props } from "./plain";

export interface CreateResult {
  readonly id: string;
  readonly outs: Props;
}

/** Without an id the row is gone. */
export interface ReadResult {
  readonly id?: string;
  readonly props?: Props;
  readonly inputs?: Props;
}

/**
 * One kind of resource. `props` and `olds` (but for `check`) are stored outputs, everything else is inputs.
 * Only `check` may be called with values that are not computed yet, and `diff` with such news.
 */
export interface Kind {
  check(environment: Environment, olds: Props, news: Props): Promise<CheckResult>;
  diff(environment: Environment, id: string, olds: Props, news: Props): Promise<DiffResult>;
  create(environment: Environment, inputs: Props): Promise<CreateResult>;
  read(environment: Environment, id: string, props: Props): Promise<ReadResult>;
  update(environment: Environment, id: string, olds: Props, news: Props): Promise<{ readonly outs: Props }>;
  delete(environment: Environment, id: string, props: Props): Promise<void>;
}
