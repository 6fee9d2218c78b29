export * from "./menus/language";
