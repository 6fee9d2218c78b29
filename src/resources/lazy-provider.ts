import type * as pulumi from "@pulumi/pulumi";

/**
 * The provider object whose text Pulumi keeps in every resource's state.
 *
 * It only `require`s the engine and delegates, so the text is short, holds no values, and never changes: state
 * written years ago runs the engine that is installed today. A test pins the text; changing a character here
 * would show as a change of every resource of every user. Rules: one expression per method, no imports,
 * no helpers, nothing captured but `kind`.
 */
export function lazyProvider(kind: string): pulumi.dynamic.ResourceProvider {
  return {
    configure: (request) => require("pulumi-routeros-provider/crud").configure(request),
    check: (olds, news) => require("pulumi-routeros-provider/crud").check(kind, olds, news),
    diff: (id, olds, news) => require("pulumi-routeros-provider/crud").diff(kind, id, olds, news),
    create: (inputs) => require("pulumi-routeros-provider/crud").create(kind, inputs),
    read: (id, props) => require("pulumi-routeros-provider/crud").read(kind, id, props),
    update: (id, olds, news) => require("pulumi-routeros-provider/crud").update(kind, id, olds, news),
    delete: (id, props) => require("pulumi-routeros-provider/crud").delete(kind, id, props),
  };
}
